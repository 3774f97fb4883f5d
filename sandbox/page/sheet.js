import { el } from "./dom.js";
import { fillRound } from "./icons.js";

/**
 * A sheet that rises over one phone; what is under it rests until it is closed (Esc, the cross,
 * or the returned function). `content` is a form whose submission closes it when `send` is through.
 */
export function openSheet(screen, title, content, send) {
  const opener = document.activeElement;
  const under = [...screen.children];
  const close = () => {
    layer.remove();
    for (const node of under) node.inert = false;
    opener?.isConnected && opener.focus({ preventScroll: true });
  };
  const cross = fillRound(el("button", { type: "button", class: "round", onclick: close }), "close", "关闭");
  const sheet = el("section", { class: "sheet", role: "dialog", "aria-label": title }, el("header", {}, el("h3", {}, title), cross), content);
  const layer = el("div", { class: "layer", onpointerdown: ({ target }) => target === layer && close() }, sheet);
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    event.stopPropagation();
  });
  content.addEventListener("submit", (event) => submit(event, content, send, close));
  for (const node of under) node.inert = true;
  screen.append(layer);
  (content.querySelector(".first") || cross).focus();
  return close;
}

async function submit(event, form, send, close) {
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  const sent = await send();
  button.disabled = false;
  if (sent) close();
}

export const field = (label, input) => el("label", { class: "field" }, el("span", {}, label), input);
export const submitButton = (label) => el("button", { type: "submit", class: "main-button" }, label);
