import { api } from "./api.js";
import { summary } from "./bubble.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { avatar, el, fullName } from "./dom.js";
import { Hand } from "./hand.js";
import { fillRound, icon } from "./icons.js";
import { alertDialog, announce, toast } from "./notices.js";

const TYPING = 5500; // ms that «typing» stays without being repeated, as on Telegram
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

const round = (name, label, onclick) => fillRound(el("button", { type: "button", class: "round", onclick }), name, label);

const hello = (bot) =>
  el("div", { class: "hello" }, avatar(bot.id, bot.first_name), el("b", {}, bot.first_name), el("p", {}, "按「开始」和它说话，或者扫一张海报。"));

/** One person's phone with its one chat, the bot's. `desk` is what holds the phones. */
export class Phone {
  constructor(person, bot, desk) {
    Object.assign(this, { person, bot, desk, last: 0, early: [], loading: false, blocked: false });
    this.hand = new Hand(this);
    this.chat = new Chat(this.hand);
    this.composer = new Composer(person.id, this.hand);
    this.element = this.build();
    this.listen();
  }

  build() {
    const { person, bot } = this;
    const name = fullName(person);
    this.status = el("span", {}, "机器人");
    this.jump = el("button", { type: "button", class: "jump", hidden: true, onclick: () => this.chat.toEnd() });
    this.wall = el("div", { class: "wall" }, this.chat.element, hello(bot), this.jump);
    this.screen = el("div", { class: "screen" },
      el("header", { class: "chat-head" }, avatar(bot.id, bot.first_name), el("div", {}, el("h3", {}, bot.first_name), el("small", {}, this.status, el("span", { class: "whose" }, person.note || ""))),
        round("more", "更多", () => this.hand.more())),
      this.wall, this.composer.element);
    const owner = el("header", { class: "owner" }, avatar(person.id, name),
      el("div", {}, el("h2", {}, name), el("small", {}, person.note || "")), round("close", `收起${name}的手机`, () => this.desk.close(person.id)));
    return el("section", { class: "phone", id: `phone-${person.id}`, tabindex: "-1", "aria-label": `${name}的手机` }, owner, this.screen);
  }

  listen() {
    const log = this.chat.element;
    this.element.addEventListener("focusin", () => this.desk.bringForward(this.person.id));
    this.element.addEventListener("keydown", (event) => this.key(event));
    log.addEventListener("contextmenu", (event) => {
      const item = event.target.closest(".item");
      if (!item || event.target.closest("a, img") || String(getSelection())) return;
      event.preventDefault();
      this.hand.take(item, event);
    });
    log.addEventListener("dragover", (event) => event.preventDefault());
    log.addEventListener("drop", (event) => { event.preventDefault(); this.hand.dropped([...event.dataTransfer.files]); });
  }

  /** Reads the whole chat afresh; events that arrive meanwhile are kept until then. */
  async load() {
    this.loading = true;
    const { messages, commands, reply_keyboard, last, blocked } = await api.chat(this.person.id).finally(() => { this.loading = false; });
    this.last = last;
    this.chat.reset(messages);
    this.composer.setCommands(commands);
    this.composer.setKeyboard(reply_keyboard);
    this.offer(blocked);
    for (const event of this.early.splice(0)) this.receive(event);
  }

  receive(event) {
    if (this.loading) this.early.push(event);
    else if (event.seq > this.last) {
      this.last = event.seq;
      if (event.callback_query_id) this.hand.settle(event.callback_query_id);
      this[`on_${event.kind}`]?.(event);
    }
  }

  on_message({ message }) {
    this.chat.put(message);
    this.offer(this.blocked);
    if (!message.out) this.heard(message, "说：");
  }

  on_edit({ message }) {
    this.chat.put(message, { changed: true });
    if (!message.out) this.heard(message, "改成：");
  }

  on_delete({ message }) { this.chat.remove(message.message_id); }

  on_typing() {
    this.chat.answered();
    this.setTyping(true);
  }

  on_toast({ text }) {
    this.chat.answered();
    if (text) toast(this.wall, text);
  }

  on_alert({ text }) {
    this.chat.answered();
    if (text) alertDialog(this.screen, text);
  }

  on_keyboard({ reply_keyboard }) { this.composer.setKeyboard(reply_keyboard); }
  on_commands({ commands }) { this.composer.setCommands(commands); }

  /** What the person wrote themselves, as the sandbox took it. */
  said(messages) {
    for (const message of messages) this.chat.put(message);
    this.offer(this.blocked);
  }

  heard(message, how) {
    this.chat.answered();
    this.setTyping(false);
    announce(`${fullName(this.person)}的手机，${this.bot.first_name}${how}${summary(message)}`);
  }

  setTyping(typing) {
    clearTimeout(this.typingEnds);
    this.status.textContent = typing ? "正在输入…" : "机器人";
    this.status.classList.toggle("typing", typing);
    if (typing) this.typingEnds = setTimeout(() => this.setTyping(false), TYPING);
  }

  /** Before the first message and while the bot is blocked there is one button instead of the writing line. */
  offer(blocked) {
    this.blocked = blocked;
    if (blocked) this.composer.offer("解除屏蔽", () => this.hand.block(false));
    else if (this.chat.messages.length === 0) this.composer.offer("开始", () => this.hand.start(""));
    else this.composer.offer(null);
  }

  moved(atEnd, missed) {
    this.jump.hidden = atEnd;
    this.jump.replaceChildren(icon("down"), ...(missed ? [el("b", {}, String(missed))] : []));
    this.jump.setAttribute("aria-label", missed ? `到最新消息，${missed} 条没看` : "到最新消息");
  }

  /** Esc steps out to the phone itself, ← → go to the next phone, ↑ from the empty line goes up into the messages. */
  key(event) {
    const { target, key } = event;
    const inLine = target === this.composer.input;
    const free = !inLine || this.composer.empty;
    if (key === "Escape") this.element.focus({ preventScroll: true });
    else if (key in STEPS && free && !event.altKey && !target.matches("video")) this.desk.step(this.person.id, STEPS[key], inLine);
    else if (key === "ArrowUp" && inLine && free) this.chat.roving.focus();
    else if (key === "ArrowDown" && target.closest(".item")) this.composer.focus();
    else if (key === "Enter" && target === this.element) this.composer.focus();
    else if (key === "Enter" && target.matches(".item")) this.hand.take(target);
    else return;
    event.preventDefault();
  }
}
