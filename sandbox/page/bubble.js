import { el, fullName } from "./dom.js";
import { rich } from "./entities.js";
import { icon } from "./icons.js";
import { inlineKeyboard } from "./keyboards.js";
import { attachment, photos } from "./media.js";
import { clock, moment } from "./time.js";

const SILENT = new Set(["message_id", "from", "chat", "date", "out", "silent", "edit_date", "reply_markup", "entities"]);

/** One message, or the messages of one album, as an item of the list. */
export function bubble(messages, act) {
  const first = messages[0];
  const holder = messages.find((message) => message.reply_markup?.inline_keyboard?.length);
  const item = el("li", { class: `item ${first.out ? "out" : "in"}`, tabindex: "-1", dataset: { id: first.message_id } });
  const body = el("div", { class: "bubble" }, origin(first), quote(first, act), ...content(messages, act), stamp(messages));
  if (first.photo || first.video) body.classList.add("pictured");
  if (first.sticker || first.dice) body.classList.add("bare");
  item.append(el("span", { class: "unseen" }, first.out ? "我说：" : "机器人说："), body);
  if (holder) item.append(inlineKeyboard(holder, act));
  return item;
}

function content(messages, act) {
  const body = messages.length > 1 ? photos(messages, act) : attachment(messages[0], act);
  const worded = messages.find((message) => message.text || message.caption);
  const words = worded ? el("div", { class: "words" }, text(worded, act)) : null;
  return body || words ? [body, words] : [el("em", { class: "unknown" }, `这里显示不了：${kinds(messages[0])}`)];
}

const text = (message, act) =>
  message.text !== undefined ? rich(message.text, message.entities, act) : rich(message.caption, message.caption_entities, act);

const kinds = (message) => Object.keys(message).filter((key) => !SILENT.has(key)).join(", ");

function origin({ forward_origin: from }) {
  if (!from) return null;
  const name = from.sender_user_name || from.chat?.title || from.sender_chat?.title || fullName(from.sender_user || {});
  return el("div", { class: "origin" }, `转发自 ${name || "别人"}`);
}

function quote({ reply_to_message: other }, act) {
  if (!other) return null;
  return el("button", { type: "button", class: "quote", onclick: () => act.show(other.message_id) },
    el("b", {}, other.out ?? !other.from?.is_bot ? "我" : fullName(other.from)), summary(other));
}

/** Time, whether it came without a sound or was edited, and for what the person wrote: sent (one tick), answered (two). */
function stamp(messages) {
  const { date, edit_date: edited, out, silent, reply_markup: markup } = messages[messages.length - 1];
  const ticks = el("span", { class: "ticks" }, icon("tick"), icon("ticks"));
  return el("span", { class: "stamp", title: moment(edited || date) },
    silent ? el("span", { class: "silent", title: "没有响铃" }, icon("mute"), el("span", { class: "unseen" }, "没有响铃")) : null,
    edited && !markup ? el("span", {}, "已编辑") : null,
    el("time", { datetime: new Date(date * 1000).toISOString() }, clock(date)), out ? ticks : null);
}

const SUMMARIES = {
  photo: "照片", voice: "语音", audio: "音频", video: "视频", document: "文件", venue: "位置", location: "位置", contact: "联系人", dice: "骰子",
};

/** A message in one line, for lists, quotes and reading aloud. */
export function summary(message) {
  if (message.sticker) return message.sticker.emoji || "贴纸";
  const [, kind] = Object.entries(SUMMARIES).find(([key]) => message[key]) || [];
  const words = message.text ?? message.caption ?? "";
  return [kind && `[${kind}]`, words].filter(Boolean).join(" ") || "消息";
}
