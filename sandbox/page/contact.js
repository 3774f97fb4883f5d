import { el } from "./dom.js";
import { field, openSheet, submitButton } from "./sheet.js";

/** A contact card, the owner's own by default. `send({contact})` answers whether it went. */
export function openContact(screen, person, send) {
  const phone = el("input", { type: "tel", required: true, pattern: "[+0-9 \\-]{5,20}", value: invented(person.id), class: "first" });
  const name = el("input", { type: "text", required: true, maxlength: "64", value: person.first_name });
  const form = el("form", {}, field("姓名", name), field("电话", phone), submitButton("发送联系人"));
  openSheet(screen, "联系人", form, () => send(card(person, phone.value.replace(/[^+0-9]/g, ""), name.value.trim())));
}

/** The message with which a person shares their own number. */
export const ownContact = (person) => card(person, invented(person.id), person.first_name);

function card(person, phone_number, first_name) {
  const own = phone_number === invented(person.id);
  return { contact: { phone_number, first_name, ...(own ? { user_id: person.id } : {}) } };
}

/** An example number, always the same for the same person; nobody is ever called. */
const invented = (id) => `+861380000${String(id % 10_000).padStart(4, "0")}`;
