import { el } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = /^(https?|mailto|tel):/i;

/**
 * Telegram's text and entities as nodes. Offsets and lengths count UTF-16 units, as JavaScript
 * does (Bot API, MessageEntity). `act` has `command(text)` and `link(url)`.
 */
export function rich(text, entities, act) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nest(text, sorted, 0, text.length, act);
}

function nest(text, entities, from, to, act) {
  const parts = document.createDocumentFragment();
  let at = from;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || end <= entity.offset) continue;
    parts.append(text.slice(at, entity.offset));
    const within = entities.slice(i + 1).filter((other) => other.offset < end && other.offset + other.length <= end);
    const node = dress(entity, text.slice(entity.offset, end), act);
    node.append(nest(text, within, entity.offset, end, act));
    parts.append(node);
    at = end;
    if (BLOCKS.has(entity.type) && text[at] === "\n" && entities[i + 1]?.offset !== at) at += 1; // a block ends its line by itself
  }
  parts.append(text.slice(at, to));
  return parts;
}

function dress(entity, text, act) {
  const { type } = entity;
  if (type in TAGS) return el(TAGS[type]);
  if (type === "pre") return el("pre", { "data-language": entity.language || null });
  if (type === "spoiler") return spoiler();
  if (type === "bot_command") return el("button", { type: "button", class: "command", onclick: () => act.command(text) });
  const address = target(entity, text);
  return address ? anchor(address, act) : el("span", { class: `entity-${type}` });
}

function target({ type, url }, text) {
  if (type === "text_link") return url;
  if (type === "url") return /^[a-z]+:/i.test(text) ? text : `https://${text}`;
  if (type === "email") return `mailto:${text}`;
  if (type === "phone_number") return `tel:${text}`;
  return null;
}

/** Links that could run something in this page are shown but lead nowhere. */
export function anchor(address, act, props = {}) {
  if (!SAFE.test(address)) return el("span", { ...props, title: address });
  const open = (event) => { if (act.link(address)) event.preventDefault(); };
  return el("a", { ...props, href: address, target: "_blank", rel: "noopener noreferrer", title: address, onclick: open });
}

function spoiler() {
  const reveal = ({ currentTarget }) => {
    currentTarget.classList.add("open");
    currentTarget.removeAttribute("aria-label");
  };
  return el("button", { type: "button", class: "spoiler", "aria-label": "隐藏的内容，点开看", onclick: reveal });
}
