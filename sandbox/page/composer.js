import { summary } from "./bubble.js";
import { el } from "./dom.js";
import { fillRound, icon } from "./icons.js";
import { replyKeyboard } from "./keyboards.js";
import { openMenu } from "./menu.js";
import { Suggest } from "./suggest.js";

const round = (name, label, onclick, props = {}) => fillRound(el("button", { type: "button", class: "round", onclick, ...props }), name, label);

/**
 * The writing line of a phone, with what stands above it (answering, editing) and below it (the
 * bot's keyboard). `act`: send, say, attach, record, shareContact, sharePlace, unblock.
 */
export class Composer {
  constructor(id, act) {
    Object.assign(this, { act, about: null, markup: null, hidden: false, state: "" });
    this.input = el("textarea", {
      rows: "1", "aria-label": "写消息", placeholder: "写消息", enterkeyhint: "send", autocomplete: "off",
      oninput: () => this.changed(), onkeydown: (event) => this.key(event), onpaste: (event) => this.paste(event),
    });
    const options = el("ul", { id: `commands-${id}`, class: "options", role: "listbox", "aria-label": "命令", hidden: true });
    this.suggest = new Suggest(this.input, options, (command) => act.say(command).then((sent) => sent && this.clear()));
    this.commandButton = round("menu", "命令菜单", () => this.openCommands(), { hidden: true, "aria-haspopup": "menu" });
    this.keysButton = round("keys", "收起按钮", () => this.showKeys(this.hidden), { hidden: true });
    this.sendButton = round("mic", "发语音", () => (this.input.value.trim() ? this.send() : act.record()), { class: "round go" });
    this.context = el("div", { class: "context", hidden: true });
    this.keys = el("div", { class: "keys", hidden: true });
    this.instead = el("button", { type: "button", class: "main-button instead", hidden: true });
    this.line = el("div", { class: "line" }, this.commandButton,
      el("div", { class: "pill" }, this.input, this.keysButton, round("attach", "附件", () => act.attach(), { "aria-haspopup": "menu" })), this.sendButton);
    this.element = el("div", { class: "composer" }, options, this.context, this.line, this.keys, this.instead);
  }

  focus() { (this.instead.hidden ? this.input : this.instead).focus({ preventScroll: true }); }
  get empty() { return this.input.value === ""; }

  /** A single button in the place of the line: to begin, or to take the bot back after blocking it. */
  offer(label, does) {
    const had = this.element.contains(document.activeElement);
    this.instead.hidden = !label;
    this.line.hidden = Boolean(label);
    this.instead.textContent = label || "";
    this.instead.onclick = does;
    if (had) this.focus();
  }

  setCommands(commands) {
    this.suggest.commands = commands;
    this.commandButton.hidden = commands.length === 0;
  }

  openCommands() {
    const host = this.element.parentElement;
    openMenu(host, "命令菜单", this.suggest.commands.map(({ command, description }) => ["menu", `/${command}　${description}`, () => this.act.say(`/${command}`)]));
  }

  setKeyboard(markup) {
    this.markup = markup?.keyboard ? markup : null;
    this.input.placeholder = markup?.input_field_placeholder || "写消息";
    this.keys.replaceChildren(...(this.markup ? [replyKeyboard(this.markup, this.keyboardAct())] : []));
    this.keysButton.hidden = !this.markup;
    this.showKeys(Boolean(this.markup));
  }

  keyboardAct() {
    const then = (does) => (...given) => {
      if (this.markup.one_time_keyboard) this.showKeys(false);
      this.focus();
      return this.act[does](...given);
    };
    return { say: then("say"), shareContact: then("shareContact"), sharePlace: then("sharePlace") };
  }

  showKeys(shown) {
    this.hidden = !shown;
    this.keys.hidden = !shown || !this.markup;
    fillRound(this.keysButton, shown ? "down" : "keys", shown ? "收起按钮" : "打开按钮");
    this.keysButton.setAttribute("aria-expanded", String(shown));
  }

  /** Answers or edits this message with what is sent next; `null` ends that. */
  setAbout(message, editing = false) {
    if (this.about?.editing && !editing) this.clear();
    this.about = message && { message, editing };
    this.context.hidden = !message;
    if (!message) return this.context.replaceChildren();
    this.context.replaceChildren(icon(editing ? "edit" : "reply"),
      el("div", {}, el("b", {}, editing ? "修改消息" : "回复"), el("span", {}, summary(message))),
      round("close", "算了", () => this.setAbout(null)));
    if (editing) this.fill(message.text);
    return this.focus();
  }

  fill(text) {
    this.input.value = text;
    this.changed();
    this.focus();
  }

  clear() { this.input.value = ""; this.changed(); }

  changed() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
    const words = this.input.value.trim() !== "";
    if (words !== (this.state === "words")) {
      this.state = words ? "words" : "";
      fillRound(this.sendButton, words ? "send" : "mic", words ? "发送" : "发语音");
    }
    this.suggest.update();
  }

  async send() {
    const text = this.input.value.trim();
    if (!text) return;
    const { about } = this;
    this.clear();
    this.setAbout(null);
    const body = { text };
    if (about) body[about.editing ? "edit" : "reply_to"] = about.message.message_id;
    if (!(await this.act.send(body)) && this.empty) this.fill(text);
  }

  /** Enter sends, unless the input method is still composing a word. */
  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (this.suggest.key(event)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
      return;
    } else if (event.key === "Escape" && this.about) this.setAbout(null);
    else return;
    event.stopPropagation();
  }

  paste(event) {
    const images = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"));
    if (!images.length) return;
    event.preventDefault();
    this.act.photos(images);
  }
}
