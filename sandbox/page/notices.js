import { el } from "./dom.js";

const TOAST = 3500; // ms a short notice stays

/** Short notices over a phone: one at a time, gone by themselves. */
export function toast(wall, text, kind = "") {
  wall.querySelector(".toast")?.remove();
  const note = el("div", { class: `toast ${kind}`, role: kind === "error" ? "alert" : "status" }, text);
  wall.append(note);
  setTimeout(() => note.remove(), TOAST);
}

/** A notice that waits for its button; what is under it rests. */
export function alertDialog(screen, text) {
  const opener = screen.contains(document.activeElement) ? document.activeElement : null;
  const under = [...screen.children].filter((node) => !node.inert);
  const close = () => {
    layer.remove();
    for (const node of under) node.inert = false;
    opener?.focus({ preventScroll: true });
  };
  const button = el("button", { type: "button", class: "main-button", onclick: close }, "知道了");
  const box = el("div", { class: "alert", role: "alertdialog", "aria-label": "提示" }, el("p", {}, text), button);
  const layer = el("div", { class: "alert-layer" }, box);
  layer.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); event.stopPropagation(); });
  for (const node of under) node.inert = true;
  screen.append(layer);
  if (opener) button.focus();
}

/** Reads something aloud to those who use a screen reader. */
export function announce(text) {
  const live = document.getElementById("live");
  if (live.childElementCount > 4) live.firstElementChild.remove();
  live.append(el("p", {}, text));
}

/** A picture as large as the window. */
export function lookAt(src, alt) {
  const dialog = document.getElementById("dialog");
  dialog.className = "viewer";
  dialog.setAttribute("aria-label", alt);
  const close = el("button", { type: "button", class: "viewer-close", "aria-label": "关闭", onclick: () => dialog.close() }, el("img", { src, alt }));
  dialog.replaceChildren(close);
  dialog.showModal();
}
