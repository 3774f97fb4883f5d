import { Desk } from "./desk.js";
import { fillRound } from "./icons.js";
import { openKeysHelp } from "./help.js";
import { walkList } from "./people.js";
import { follow } from "./stream.js";
import { startTheme } from "./theme.js";

const place = (id) => document.getElementById(id);
const wide = matchMedia("(min-width: 760px)");
const desk = new Desk({ phones: place("phones"), tabs: place("tabs"), people: place("people"), posters: place("posters"), title: place("title") }, wide);

function showStatus(connected) {
  const link = place("link");
  link.textContent = connected ? "" : "连接断了，正在重连…";
  link.classList.toggle("broken", !connected);
}

function setDrawer(open) {
  document.body.classList.toggle("drawer-open", open);
  place("drawer-button").setAttribute("aria-expanded", String(open));
  place("drawer").inert = !open && !wide.matches;
}

function wireDrawer() {
  const button = fillRound(place("drawer-button"), "people", "人物和海报");
  const isOpen = () => document.body.classList.contains("drawer-open");
  button.addEventListener("click", () => { setDrawer(!isOpen()); if (isOpen()) place("people").querySelector("button")?.focus(); });
  place("shade").addEventListener("click", () => setDrawer(false));
  place("drawer").addEventListener("click", (event) => { if (event.target.closest("button")) setDrawer(false); });
  place("drawer").addEventListener("keydown", (event) => { if (event.key === "Escape") { setDrawer(false); button.focus(); } });
  wide.addEventListener("change", () => setDrawer(false));
  setDrawer(false);
}

startTheme(place("theme-button"));
fillRound(place("keys-button"), "help", "键盘操作").addEventListener("click", openKeysHelp);
wireDrawer();
walkList(place("people"));
walkList(place("posters"));
place("skip").addEventListener("click", (event) => { event.preventDefault(); place("phones").querySelector(".front textarea")?.focus(); });
addEventListener("hashchange", () => desk.readdress());
document.addEventListener("visibilitychange", () => { if (!document.hidden && desk.bot) desk.meet().catch(() => showStatus(false)); });
follow({ resync: () => desk.resync(), receive: (event) => desk.receive(event), status: showStatus });
