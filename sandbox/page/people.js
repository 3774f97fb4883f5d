import { avatar, el, fullName } from "./dom.js";

/** Makes the list's children anew only when who is in it changes: a press is not lost because a message came. */
function renew(list, people, make) {
  const who = people.map((person) => [person.id, fullName(person), person.note].join()).join("|");
  if (list.dataset.who === who) return;
  list.dataset.who = who;
  list.replaceChildren(...people.map(make));
}

/** The list of everybody: who is pressed has an open phone. `desk`: people, isOpen, unread, preview, toggle. */
export function drawPeople(list, desk) {
  renew(list, desk.people, (person) => el("li", {}, row(person, desk)));
  for (const button of list.querySelectorAll("button")) {
    const person = desk.person(Number(button.dataset.id));
    button.setAttribute("aria-pressed", String(desk.isOpen(person.id)));
    button.querySelector("small").textContent = desk.preview.get(person.id) || person.note || "";
    mark(button, desk.unread.get(person.id));
  }
}

function row(person, desk) {
  const name = fullName(person);
  return el("button", { type: "button", class: "person", dataset: { id: person.id }, onclick: () => desk.toggle(person.id) },
    avatar(person.id, name), el("span", { class: "who" }, el("b", {}, name), el("small")), el("span", { class: "lamp" }), badge());
}

const badge = () => el("span", { class: "badge", hidden: true });

function mark(button, unread = 0) {
  const sign = button.querySelector(".badge");
  sign.hidden = unread === 0;
  sign.textContent = unread;
  sign.setAttribute("aria-label", `${unread} 条没看`);
}

/** The open phones as tabs, for windows in which only one fits. */
export function drawTabs(bar, desk) {
  renew(bar, desk.open.map((id) => desk.phones.get(id).person), (person) => tab(person, desk));
  for (const button of bar.children) {
    const id = Number(button.dataset.id);
    const chosen = id === desk.at;
    if (chosen && button.tabIndex !== 0) button.scrollIntoView({ block: "nearest", inline: "nearest" });
    button.tabIndex = chosen ? 0 : -1;
    button.setAttribute("aria-selected", String(chosen));
    mark(button, desk.unread.get(id));
  }
}

function tab(person, desk) {
  const name = fullName(person);
  return el("button",
    {
      type: "button", role: "tab", "aria-controls": `phone-${person.id}`, tabindex: "-1", dataset: { id: person.id },
      onclick: () => desk.bringForward(person.id), onkeydown: (event) => turn(event, desk),
    },
    avatar(person.id, name), el("span", {}, name), badge());
}

function turn({ key, currentTarget }, desk) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (!step) return;
  desk.bringForward(desk.open.at((desk.open.indexOf(desk.at) + step) % desk.open.length));
  currentTarget.parentElement.querySelector("[aria-selected=true]").focus();
}

/** ↑ ↓ walk through a list of buttons. */
export function walkList(list) {
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...list.querySelectorAll("button")];
    event.preventDefault();
    buttons.at((buttons.indexOf(event.target) + step) % buttons.length).focus();
  });
}
