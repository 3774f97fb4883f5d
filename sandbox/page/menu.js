import { el } from "./dom.js";
import { icon } from "./icons.js";

/**
 * A menu over a phone. `entries`: [icon, label, action]. It stands at `at` ({x, y} within `host`) or,
 * without it, above the writing line. ↑ ↓ walk, Esc or a look elsewhere closes, focus goes back.
 */
export function openMenu(host, label, entries, at = null) {
  const opener = document.activeElement;
  let open = true;
  const close = (back) => {
    if (!open) return; // removing what has the focus makes it look elsewhere, which closes again
    open = false;
    menu.remove();
    if (back) opener?.focus({ preventScroll: true });
  };
  const item = ([sign, name, does]) =>
    el("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => { close(true); does(); } }, icon(sign), name);
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label }, entries.map(item));
  menu.addEventListener("keydown", (event) => walk(event, menu, () => close(true)));
  menu.addEventListener("focusout", ({ relatedTarget }) => { if (!menu.contains(relatedTarget)) close(false); });
  host.append(menu);
  if (at) stand(menu, host, at);
  menu.firstElementChild.focus();
}

function walk(event, menu, close) {
  const items = [...menu.children];
  const here = items.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Escape") close();
  else if (to !== undefined) items.at(to % items.length).focus();
  else if (event.key !== "Tab") return;
  event.stopPropagation();
  if (event.key !== "Tab") event.preventDefault();
}

function stand(menu, host, { x, y }) {
  menu.classList.add("placed");
  const room = 8;
  menu.style.left = `${Math.max(room, Math.min(x, host.clientWidth - menu.offsetWidth - room))}px`;
  menu.style.top = `${Math.max(room, Math.min(y, host.clientHeight - menu.offsetHeight - room))}px`;
}
