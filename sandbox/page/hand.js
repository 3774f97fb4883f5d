import { api } from "./api.js";
import { openContact, ownContact } from "./contact.js";
import { el } from "./dom.js";
import { openMenu } from "./menu.js";
import { lookAt, toast } from "./notices.js";
import { openPhotos, parcel } from "./photos.js";
import { openPlace } from "./place.js";
import { openVoice } from "./voice.js";

/** What the owner of a phone does with it. What the sandbox refuses is said on the phone. */
export class Hand {
  constructor(phone) {
    this.phone = phone;
    this.waiting = new Map(); // presses the bot has not answered: their id → what to do then
    this.pressing = 0; // presses whose id the sandbox has not told us yet
    this.answered = new Set(); // what the bot answered meanwhile
  }

  get id() { return this.phone.person.id; }
  tell(text, kind) { toast(this.phone.wall, text, kind); }

  async attempt(asked) {
    try {
      return await asked;
    } catch (error) {
      this.tell(error.message, "error");
      return null;
    }
  }

  /** Whether it went. */
  async send(body) {
    const answer = await this.attempt(api.send(this.id, body));
    if (answer) this.phone.said(answer.messages);
    return answer !== null;
  }

  say(text) { return this.send({ text }); }

  async start(payload) {
    const answer = await this.attempt(api.start(this.id, payload));
    if (answer) this.phone.said(answer.messages);
    this.phone.offer(answer ? false : this.phone.blocked);
  }

  async block(blocked) {
    if (await this.attempt(blocked ? api.block(this.id) : api.unblock(this.id))) this.phone.offer(blocked);
  }

  /** Resolves when the bot has answered the press, or at once where the message has gone meanwhile. */
  async press(message, button) {
    this.pressing += 1;
    const answer = await this.attempt(api.press(this.id, message.message_id, button.callback_data).catch(unlessGone));
    this.pressing -= 1;
    const query = answer?.callback_query_id;
    if (query && !this.answered.delete(query)) await new Promise((wake) => this.waiting.set(query, wake));
  }

  settle(query) {
    if (this.waiting.has(query)) this.waiting.get(query)();
    else if (this.pressing) this.answered.add(query);
    this.waiting.delete(query);
  }

  /** A deep link to this bot is followed on the phone itself; any other opens as links do. */
  link(address) {
    const link = URL.canParse(address) ? new URL(address) : null;
    const ours = link?.hostname === "t.me" && link.pathname.slice(1).toLowerCase() === this.phone.bot.username?.toLowerCase();
    if (ours) this.start(link.searchParams.get("start") || "");
    return ours;
  }

  async copy(text) {
    const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
    this.tell(done ? "已复制" : "浏览器不让复制");
  }

  command(text) { return this.say(text); }
  look(src, alt) { lookAt(src, alt); }
  show(id) { this.phone.chat.reveal(id); }
  fill(text) { this.phone.composer.fill(text); }
  moved(atEnd, missed) { this.phone.moved(atEnd, missed); }

  attach() {
    openMenu(this.phone.screen, "附件", [
      ["photo", "照片或相册", () => this.photos([])],
      ["video", "视频", () => this.pick("video", "video/*")],
      ["file", "文件", () => this.pick("document", "")],
      ["mic", "语音", () => this.record()],
      ["place", "位置", () => this.sharePlace()],
      ["contact", "联系人", () => openContact(this.phone.screen, this.phone.person, (body) => this.send(body))],
    ]);
  }

  photos(files) { openPhotos(this.phone.screen, files, (form) => this.send(form)); }
  record() { openVoice(this.phone.screen, (form) => this.send(form)); }
  sharePlace() { openPlace(this.phone.screen, this.phone.desk.places(), (body) => this.send(body)); }
  shareContact() { return this.send(ownContact(this.phone.person)); }

  pick(kind, accept) {
    const input = el("input", { type: "file", accept, onchange: () => this.send(parcel(kind, [input.files[0]])) });
    input.click();
  }

  dropped(files) {
    const images = files.filter((file) => file.type.startsWith("image/"));
    if (images.length) this.photos(images);
    else if (files.length) this.send(parcel("document", [files[0]]));
  }

  /** The menu of a phone. */
  more() {
    const { blocked, screen, desk } = this.phone;
    openMenu(screen, "更多", [
      ["block", blocked ? "解除屏蔽" : "屏蔽机器人", () => this.block(!blocked)],
      ["close", "收起这部手机", () => desk.close(this.id)],
    ], { x: screen.clientWidth, y: 52 });
  }

  /** The menu of a message, at the pointer or beside it. */
  take(item, event) {
    const { chat, composer, screen } = this.phone;
    const message = chat.messages.get(Number(item.dataset.id));
    const words = message.text ?? message.caption;
    const [frame, box] = [screen.getBoundingClientRect(), item.getBoundingClientRect()];
    openMenu(screen, "这条消息", [
      ["reply", "回复", () => composer.setAbout(message)],
      ...(words ? [["copy", "复制文字", () => this.copy(words)]] : []),
      ...(message.out && message.text ? [["edit", "修改", () => composer.setAbout(message, true)]] : []),
    ], { x: (event?.clientX || box.left + 40) - frame.left, y: (event?.clientY || box.top + 20) - frame.top });
  }
}

/** Of a message that was deleted under the finger Telegram's apps say nothing. */
function unlessGone(error) {
  if (error.status === 404) return null;
  throw error;
}
