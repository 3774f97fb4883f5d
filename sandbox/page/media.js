import { mediaUrl } from "./api.js";
import { avatar, el, fullName, hash } from "./dom.js";
import { icon } from "./icons.js";
import { placePicture } from "./map.js";
import { duration, size } from "./time.js";

const BARS = 28;

/** What a message holds besides its text: [the key of Telegram's Message, how it is drawn], the first that fits. */
const BODIES = [
  ["venue", venue], ["location", place], ["contact", contact], ["voice", voice], ["audio", voice], ["video", video],
  ["animation", video], ["document", file], ["sticker", sticker], ["dice", dice],
];

/** The picture, file or place of a message, or null when it is only words. `act` has `look(src, alt)`. */
export function attachment(message, act) {
  if (message.photo) return photos([message], act);
  const [key, draw] = BODIES.find(([name]) => message[name]) || [];
  return key ? draw(message[key]) : null;
}

/** One photo, or an album as a mosaic. */
export function photos(messages, act) {
  const shown = messages.filter((message) => message.photo || message.video);
  return el("div", { class: "photos", "data-count": Math.min(shown.length, 10) }, shown.map((message) =>
    message.photo ? photo(message, act) : video(message.video)));
}

function photo(message, act) {
  const best = message.photo[message.photo.length - 1];
  const alt = message.caption ? `照片：${message.caption}` : "照片";
  const image = el("img", { src: mediaUrl(best), alt, loading: "lazy", width: best.width, height: best.height });
  return el("button", { type: "button", class: "photo", "aria-label": `${alt}，放大`, onclick: () => act.look(image.src, alt) }, image);
}

function video(clip) {
  return el("video", { src: mediaUrl(clip), controls: true, preload: "metadata", "aria-label": "视频" });
}

function voice(clip) {
  const audio = new Audio();
  audio.preload = "none";
  const time = el("span", { class: "length" }, duration(clip.duration || 0));
  const button = el("button", { type: "button", class: "play", "aria-label": "播放语音" }, icon("play"));
  const bars = Array.from({ length: BARS }, (_, i) => bar(hash(`${clip.file_unique_id}${i}`) % 100));
  const body = el("div", { class: "voice" }, button, el("div", { class: "wave", "aria-hidden": "true" }, bars), time);
  button.addEventListener("click", () => {
    audio.src ||= mediaUrl(clip);
    if (audio.paused) audio.play().catch(() => { time.textContent = "放不出来"; });
    else audio.pause();
  });
  const turn = () => {
    button.replaceChildren(icon(audio.paused ? "play" : "pause"));
    button.setAttribute("aria-label", audio.paused ? "播放语音" : "暂停语音");
  };
  for (const change of ["play", "pause", "ended"]) audio.addEventListener(change, turn);
  audio.addEventListener("timeupdate", () => {
    const part = audio.currentTime / (audio.duration || clip.duration || 1);
    bars.forEach((node, i) => node.classList.toggle("heard", i < part * BARS));
  });
  return body;
}

function bar(height) {
  const node = el("i");
  node.style.height = `${20 + height * 0.8}%`;
  return node;
}

function file(document_) {
  const name = document_.file_name || "文件";
  return el("a", { class: "card", href: mediaUrl(document_), download: name },
    el("span", { class: "disc" }, icon("file")),
    el("span", { class: "card-text" }, el("b", {}, name), el("small", {}, size(document_.file_size || 0))));
}

function place(spot) {
  const numbers = `${spot.latitude.toFixed(5)}, ${spot.longitude.toFixed(5)}`;
  return el("figure", { class: "place", "aria-label": `位置 ${numbers}` }, placePicture(spot), el("figcaption", {}, numbers));
}

function venue({ location, title, address }) {
  return el("figure", { class: "place" }, placePicture(location), el("figcaption", {}, el("b", {}, title), el("br"), address));
}

function contact(card) {
  return el("div", { class: "card" },
    avatar(card.phone_number, fullName(card)),
    el("span", { class: "card-text" }, el("b", {}, fullName(card)), el("small", {}, card.phone_number)));
}

function sticker({ emoji }) {
  return el("div", { class: "sticker" }, emoji || "▢");
}

function dice({ emoji, value }) {
  return el("div", { class: "sticker" }, emoji, el("small", {}, `点数 ${value}`));
}
