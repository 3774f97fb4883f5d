"""The words on the buttons, by what they do."""

BUTTONS: dict[str, str] = {
    "agree": "同意，继续",
    "cancel": "取消",
    "nothome": "都不是",
    "submit": "✅ 提交",
    "kind": "改类别",
    "place": "改位置",
    "photo": "加照片",
    "back": "返回",
    "elsewhere": "换个小区",
    "accept": "✅ 受理",
    "ack": "👌 收到",
    "photos": "看照片",
    "withdraw": "撤回这一条",
    "sure": "确定撤回",
    "keep": "不撤了",
}
