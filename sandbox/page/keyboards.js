import { el } from "./dom.js";
import { anchor } from "./entities.js";
import { icon } from "./icons.js";

const PATIENCE = 8000; // ms until a button stops waiting for an answer that does not come

/** The buttons under a message. `act` has `press`, `link`, `copy` and `fill`. */
export const inlineKeyboard = (message, act) =>
  rows(message.reply_markup.inline_keyboard, "inline", (button) => inlineButton(message, button, act));

function inlineButton(message, button, act) {
  const address = button.url || button.web_app?.url || button.login_url?.url;
  if (address) {
    const link = anchor(address, act, { class: "key" });
    link.append(button.text, icon("link"));
    return link;
  }
  const does = action(message, button, act);
  return el("button", { type: "button", class: "key", disabled: !does, onclick: does }, button.text);
}

function action(message, button, act) {
  if (button.callback_data !== undefined) return ({ currentTarget }) => wait(currentTarget, act.press(message, button));
  if (button.copy_text) return () => act.copy(button.copy_text.text);
  if (button.switch_inline_query_current_chat !== undefined) return () => act.fill(button.switch_inline_query_current_chat);
  return null;
}

/** Shows a button as waiting until its press is answered. */
async function wait(node, answered) {
  node.setAttribute("aria-busy", "true");
  const late = new Promise((wake) => setTimeout(wake, PATIENCE));
  await Promise.race([answered, late]);
  node.removeAttribute("aria-busy");
}

/** The keyboard in the place of the phone's own. `act` has `say`, `shareContact` and `sharePlace`. */
export const replyKeyboard = (markup, act) =>
  rows(markup.keyboard, "reply", (button) => {
    const { text, request_contact: contact, request_location: place } = typeof button === "string" ? { text: button } : button;
    const does = contact ? act.shareContact : place ? act.sharePlace : () => act.say(text);
    const sign = contact ? icon("contact") : place ? icon("place") : null;
    return el("button", { type: "button", class: "key", onclick: does }, sign, text);
  });

const rows = (keyboard, kind, draw) =>
  el("div", { class: `keyboard ${kind}`, role: "group", "aria-label": "按钮" },
    keyboard.map((row) => el("div", { class: "row" }, row.map(draw))));
