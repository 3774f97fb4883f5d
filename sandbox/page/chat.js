import { bubble } from "./bubble.js";
import { el } from "./dom.js";
import { Messages, keyOf } from "./messages.js";
import { Roving, reach } from "./roving.js";
import { dayKey, dayName } from "./time.js";

const PAGE = 50; // messages shown at first, and more with each look further up
const MOST = 200; // messages kept in the page while the newest are being read
const NEAR = 400; // px from the top at which older ones are shown
const END = 60; // px from the end that still count as reading the newest

/**
 * The messages of one chat. It knows them all but keeps only the newest in the page; older ones
 * appear as one scrolls up, so that a chat of thousands is as quick as one of ten.
 */
export class Chat {
  constructor(act) {
    this.act = act;
    this.messages = new Messages();
    this.items = new Map(); // what an item is known by → its element
    this.from = 0; // index of the first message in the page
    this.seenByBot = 0; // what the person wrote up to this id was answered
    this.atEnd = true; // whether the newest is being read, so that what comes is to be scrolled to
    this.top = 0; // where the log was scrolled to when last looked at
    this.missed = 0;
    this.element = el("div", { class: "log", role: "log", "aria-live": "off", "aria-label": "聊天记录" });
    this.roving = new Roving(this.element);
    this.element.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => { if (this.atEnd) this.toEnd(); }).observe(this.element);
  }

  /** Starts afresh with these messages, oldest first. */
  reset(messages) {
    this.messages = new Messages(messages);
    this.seenByBot = this.messages.lastIncoming()?.message_id ?? 0;
    this.atEnd = true;
    this.redraw(this.messages.length - PAGE);
  }

  redraw(from) {
    this.from = this.messages.albumStart(from);
    this.items.clear();
    this.element.replaceChildren();
    this.paint(this.messages.groups(this.from), this.element);
    this.roving.choose([...this.items.values()].at(-1));
    this.follow();
  }

  /** Adds a message or replaces the one with its id; `changed` makes it light up for a moment. */
  put(message, { changed = false } = {}) {
    const index = this.messages.indexOf(message.message_id);
    if (index >= 0) {
      this.messages.replace(index, message);
      if (index >= this.from) this.refresh(message, changed && "changed");
    } else this.insert(-1 - index, message);
  }

  insert(index, message) {
    const newest = index === this.messages.length;
    this.messages.insert(index, message);
    if (message.out) this.atEnd = true;
    else if (!this.atEnd) this.missed += 1;
    if (newest) this.refresh(message, "new");
    else this.redraw(Math.min(this.from, index));
  }

  remove(id) {
    const index = this.messages.indexOf(id);
    if (index < 0) return;
    const gone = this.messages.removeAt(index);
    if (index < this.from) this.from -= 1;
    else if (this.messages.group(keyOf(gone), this.from).length) this.refresh(gone);
    else this.erase(keyOf(gone));
  }

  async erase(key) {
    const item = this.items.get(key);
    const day = item.closest(".day");
    this.items.delete(key);
    this.roving.leave(item);
    await vanish(item);
    item.remove();
    if (!day.querySelector(".item")) day.remove();
  }

  refresh(message, mark) {
    const key = keyOf(message);
    const old = this.items.get(key);
    const item = this.draw(this.messages.group(key, this.from));
    if (old) this.roving.replace(old, item);
    else {
      this.day(message.date, this.element).append(item);
      this.roving.offer(item);
    }
    if (mark) light(item, mark);
    this.follow();
  }

  draw(group) {
    const item = bubble(group, this.act);
    if (group[0].message_id <= this.seenByBot) item.classList.add("answered");
    reach(item, -1);
    this.items.set(keyOf(group[0]), item);
    return item;
  }

  /** Draws items at the end of `root`. */
  paint(groups, root) {
    for (const group of groups) this.day(group[0].date, root).append(this.draw(group));
    return root;
  }

  /** The list of one day, at the end of `root`; days follow one another. */
  day(date, root) {
    const last = root.lastElementChild;
    if (last?.dataset.day === dayKey(date)) return last.lastElementChild;
    const list = el("ol");
    root.append(el("section", { class: "day", dataset: { day: dayKey(date) } }, el("h3", {}, el("span", {}, dayName(date))), list));
    return list;
  }

  /** Marks everything the person wrote up to now as answered. */
  answered() {
    this.seenByBot = this.messages.newest?.message_id ?? 0;
    for (const item of this.element.querySelectorAll(".out:not(.answered)")) item.classList.add("answered");
  }

  /** The end is left by moving up, not by the log having grown since we went there. */
  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    const near = scrollHeight - scrollTop - clientHeight < END;
    this.atEnd = near || (this.atEnd && scrollTop >= this.top);
    this.top = scrollTop;
    if (this.atEnd) this.missed = 0;
    if (scrollTop < NEAR && this.from > 0) this.showEarlier(this.from - PAGE);
    this.tell();
  }

  tell() {
    this.element.classList.toggle("away", !this.atEnd);
    this.act.moved(this.atEnd, this.missed);
  }

  /** Puts older messages above those in the page, which stay where they are on the screen. */
  showEarlier(from) {
    const start = this.messages.albumStart(from);
    const below = this.element.scrollHeight - this.element.scrollTop;
    const earlier = this.paint(this.messages.groups(start, this.from), document.createDocumentFragment());
    const [newest, oldest] = [earlier.lastElementChild, this.element.firstElementChild];
    if (newest.dataset.day === oldest?.dataset.day) {
      oldest.lastElementChild.prepend(...newest.lastElementChild.children);
      newest.remove();
    }
    this.element.prepend(earlier);
    this.from = start;
    this.element.scrollTop = this.element.scrollHeight - below;
  }

  follow() {
    this.tell();
    if (!this.atEnd || this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const long = this.messages.length - this.from > MOST;
      if (long && !this.element.contains(document.activeElement)) this.redraw(this.messages.length - PAGE);
      this.toEnd();
    });
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
    this.top = this.element.scrollTop;
  }

  /** Scrolls to a message, bringing older ones into the page if it is among them. */
  reveal(id) {
    const index = this.messages.indexOf(id);
    if (index < 0) return;
    if (index < this.from) this.showEarlier(index - 5);
    const item = this.items.get(keyOf(this.messages.get(id)));
    item.scrollIntoView({ block: "center" });
    this.roving.choose(item);
    light(item, "changed");
  }
}

function light(item, mark) {
  item.classList.add(mark);
  item.addEventListener("animationend", () => item.classList.remove(mark), { once: true });
}

/** Lets an item fold away, out of reach from now on; resolves when nothing of it is seen. */
function vanish(item) {
  item.inert = true;
  item.style.setProperty("--height", `${item.offsetHeight}px`);
  item.classList.add("gone");
  return Promise.allSettled(item.getAnimations().map((animation) => animation.finished));
}
