import { avatar, el, fullName, svg } from "./dom.js";
import { fillRound, icon } from "./icons.js";
import { encode } from "./qr.js";

const QUIET = 3; // modules of white around a code

export const deepLink = (bot, payload) => `https://t.me/${bot.username}?start=${payload}`;

/** Posters as they hang in the stairwells: each can be scanned with anybody's phone. `desk`: posters, bot, people, at, scan. */
export function drawPosters(list, desk) {
  list.replaceChildren(...desk.posters.map((poster) => el("li", {}, card(poster, desk))));
  list.closest("section").hidden = desk.posters.length === 0;
}

const card = (poster, desk) =>
  el("button", { type: "button", class: "poster", "aria-label": `扫海报 ${poster.label}`, onclick: () => openPoster(poster, desk) },
    code(deepLink(desk.bot, poster.payload)), el("b", {}, poster.label));

function openPoster(poster, desk) {
  const dialog = document.getElementById("dialog");
  const link = deepLink(desk.bot, poster.payload);
  dialog.className = "poster-dialog";
  dialog.setAttribute("aria-label", `海报 ${poster.label}`);
  const close = fillRound(el("button", { type: "button", class: "round", onclick: () => dialog.close() }), "close", "关闭");
  const scan = (person) => { dialog.close(); desk.scan(person.id, poster.payload); };
  dialog.replaceChildren(close,
    el("div", { class: "sheet-of-paper" }, el("b", {}, desk.bot.first_name), code(link), el("h2", {}, poster.label), el("code", {}, link)),
    el("h3", {}, "用谁的手机扫？"),
    el("ul", { class: "scanners" }, desk.people.map((person) => el("li", {}, scanner(person, desk.at === person.id, scan)))));
  dialog.showModal();
  dialog.querySelector(".first")?.focus();
}

const scanner = (person, first, scan) =>
  el("button", { type: "button", class: first ? "first" : null, onclick: () => scan(person) },
    avatar(person.id, fullName(person)), el("span", {}, fullName(person)), icon("scan"));

/** The link as a code that a real camera reads; longer than a code holds: the link in words. */
function code(link) {
  try {
    return picture(encode(link));
  } catch (error) {
    if (error instanceof RangeError) return el("span", { class: "code" }, link);
    throw error;
  }
}

function picture(rows) {
  const side = rows.length + QUIET * 2;
  const d = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : ""))).join("");
  return svg("svg", { viewBox: `0 0 ${side} ${side}`, class: "code", "shape-rendering": "crispEdges", "aria-hidden": "true" },
    svg("rect", { width: side, height: side, class: "paper" }), svg("path", { d, class: "ink" }));
}
