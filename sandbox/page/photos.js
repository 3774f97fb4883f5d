import { el } from "./dom.js";
import { fillRound } from "./icons.js";
import { field, openSheet, submitButton } from "./sheet.js";
import { snapshot } from "./snapshot.js";

const MOST = 10; // photos in one album, as on Telegram

/** Photos to look at before they go: one, or up to ten as an album. `send(FormData)` answers whether it went. */
export function openPhotos(screen, files, send) {
  let chosen = files.slice(0, MOST);
  const list = el("ul", { class: "thumbs" });
  const caption = el("textarea", { rows: "2", placeholder: "可以写一句说明", class: "first" });
  const go = submitButton("发送");
  const input = el("input", { type: "file", accept: "image/*", multiple: true, class: "unseen", tabindex: "-1", onchange: () => add([...input.files]) });
  const form = el("form", { class: "photos-form" }, list,
    el("div", { class: "choices" },
      el("button", { type: "button", onclick: () => input.click() }, "选照片"),
      el("button", { type: "button", onclick: async () => add([await snapshot(chosen.length)]) }, "拍一张示例")),
    input, field("说明", caption), go);
  const add = (more) => { chosen = [...chosen, ...more].slice(0, MOST); show(); };
  const drop = (file) => { chosen = chosen.filter((other) => other !== file); show(); };
  const show = () => {
    for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
    list.replaceChildren(...chosen.map((file, i) => thumb(file, i, drop)));
    go.disabled = chosen.length === 0;
    go.textContent = chosen.length > 1 ? `发送相册（${chosen.length} 张）` : "发送";
  };
  show();
  openSheet(screen, "照片", form, () => send(parcel("photo", chosen, caption.value.trim())));
}

function thumb(file, i, drop) {
  const cross = el("button", { type: "button", class: "round", onclick: () => drop(file) });
  return el("li", {}, el("img", { src: URL.createObjectURL(file), alt: file.name }), fillRound(cross, "close", `去掉第 ${i + 1} 张`));
}

/** Files as the sandbox takes them: parts named after their kind, and a caption. */
export function parcel(kind, files, caption = "") {
  const form = new FormData();
  for (const file of files) form.append(kind, file, file.name);
  if (caption) form.append("caption", caption);
  return form;
}
