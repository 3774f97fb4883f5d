/**
 * Builds an element. A child that is a string becomes a text node: nothing that was
 * said in a chat is ever parsed as HTML. `null` and `false` are left out.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(node, name, value);
  node.append(...present(children));
  return node;
}

/** Like `el`, for SVG; numbers are welcome as attributes. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...present(children));
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(node.dataset, value);
  else node.setAttribute(name, value === true ? "" : value);
}

const present = (children) =>
  children.flat().filter((child) => child !== null && child !== undefined && child !== false);

/** A small whole number that is always the same for the same text. */
export function hash(text) {
  let sum = 2166136261;
  for (const unit of String(text)) sum = Math.imul(sum ^ unit.codePointAt(0), 16777619);
  return sum >>> 0;
}

/** A round picture with the first character of a name, coloured by the id. */
export const avatar = (id, name) =>
  el("span", { class: "avatar", "data-hue": hash(id) % 7, "aria-hidden": "true" }, [...(name || "?")][0]);

export const fullName = (someone) => [someone.first_name, someone.last_name].filter(Boolean).join(" ");
