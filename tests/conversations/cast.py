"""Who plays: the names by which written conversations call the people of the town."""

from tests.conversations.town import (
    CHEN,
    FENG,
    GAO,
    HAN,
    HE,
    LI,
    MA,
    NEW,
    QIAN,
    SHI,
    SUN,
    TIAN,
    WANG,
    XU,
    ZHAO,
    ZHOU,
)

CAST = {
    "王阿姨": WANG, "李叔": LI, "小新": NEW,
    "陈书记": CHEN, "赵书记": ZHAO, "周书记": ZHOU, "钱社区": QIAN, "孙街道": SUN, "韩楼长": HAN,
    "田网格": TIAN, "马物业": MA, "何志愿": HE, "施市政": SHI, "许城管": XU, "冯区级": FENG, "高店长": GAO,
}  # fmt: skip
