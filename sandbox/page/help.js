import { el } from "./dom.js";
import { fillRound } from "./icons.js";

const KEYS = [
  ["Enter", "发送"], ["Shift + Enter", "换行"], ["/", "选命令"],
  ["← →", "空的输入框里：到旁边的手机"], ["↑", "空的输入框里：到上面的消息"], ["↑ ↓", "一条一条看消息"],
  ["Tab", "到这条消息的按钮"], ["Enter", "在消息上：回复、复制、修改"], ["Esc", "关上弹出的，退到手机上"],
];

/** What can be done without a mouse. */
export function openKeysHelp() {
  const dialog = document.getElementById("dialog");
  dialog.className = "keys-dialog";
  dialog.setAttribute("aria-label", "键盘操作");
  const close = fillRound(el("button", { type: "button", class: "round", onclick: () => dialog.close() }), "close", "关闭");
  dialog.replaceChildren(close, el("h2", {}, "键盘操作"),
    el("dl", {}, KEYS.map(([key, does]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, does)))));
  dialog.showModal();
}
