import { avatar, el, fullName } from "./dom.js";

/** The list of everybody: who is pressed has an open phone. `desk`: people, isOpen, unread, preview, toggle. */
export function drawPeople(list, desk) {
  const here = list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  list.replaceChildren(...desk.people.map((person) => row(person, desk)));
  if (here) list.querySelector(`[data-id="${here}"]`)?.focus();
}

function row(person, desk) {
  const unread = desk.unread.get(person.id) || 0;
  const name = fullName(person);
  const button = el("button",
    { type: "button", class: "person", "aria-pressed": String(desk.isOpen(person.id)), dataset: { id: person.id }, onclick: () => desk.toggle(person.id) },
    avatar(person.id, name),
    el("span", { class: "who" }, el("b", {}, name), el("small", {}, desk.preview.get(person.id) || person.note || "")),
    unread ? el("span", { class: "badge", "aria-label": `${unread} 条没看` }, String(unread)) : el("span", { class: "lamp" }));
  return el("li", {}, button);
}

/** ↑ ↓ walk through the list. */
export function walkList(list) {
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...list.querySelectorAll("button")];
    event.preventDefault();
    buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length]?.focus();
  });
}

/** The open phones as tabs, for windows in which only one fits. */
export function drawTabs(bar, desk) {
  const had = bar.contains(document.activeElement);
  bar.replaceChildren(...desk.open.map((id) => tab(desk.phones.get(id).person, desk)));
  const chosen = bar.querySelector("[aria-selected=true]");
  if (had) chosen?.focus();
  chosen?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function tab(person, desk) {
  const chosen = desk.at === person.id;
  const unread = desk.unread.get(person.id) || 0;
  return el("button",
    {
      type: "button", role: "tab", "aria-selected": String(chosen), "aria-controls": `phone-${person.id}`, tabindex: chosen ? "0" : "-1",
      "aria-label": fullName(person) + (unread ? `，${unread} 条没看` : ""), onclick: () => desk.bringForward(person.id), onkeydown: (event) => turn(event, desk),
    },
    avatar(person.id, fullName(person)), el("span", {}, fullName(person)), unread ? el("b", { class: "badge" }, String(unread)) : null);
}

function turn(event, desk) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  desk.bringForward(desk.open.at((desk.open.indexOf(desk.at) + step) % desk.open.length));
}
