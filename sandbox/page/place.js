import { el } from "./dom.js";
import { Town, pin } from "./map.js";
import { field, openSheet, submitButton } from "./sheet.js";

const [WIDTH, HEIGHT] = [300, 210];
const STEP = 0.0004; // degrees that an arrow key moves the pin
const SOMEWHERE = { latitude: 37.8706, longitude: 112.5489 };
const MOVES = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * A place on the invented map: tap, arrow keys, numbers, or one of `known` ({label, latitude, longitude}).
 * `send({location})` answers whether it went.
 */
export function openPlace(screen, known, send) {
  let middle = known[0] || SOMEWHERE;
  let spot = { latitude: middle.latitude, longitude: middle.longitude };
  const map = el("div", { class: "picker first", tabindex: "0", role: "application", "aria-label": "地图：方向键移动图钉" });
  const latitude = number(90, () => read());
  const longitude = number(180, () => read());
  const town = () => new Town({ ...middle, width: WIDTH, height: HEIGHT });
  const show = () => {
    const paper = town();
    const pins = known.map((other) => pin(paper.x(other.longitude), paper.y(other.latitude), "pin known"));
    map.replaceChildren(paper.draw(...pins, pin(paper.x(spot.longitude), paper.y(spot.latitude))));
  };
  const go = (to, jump = false) => {
    spot = { latitude: rounded(to.latitude), longitude: rounded(to.longitude) };
    if (jump || outside(town(), spot)) middle = spot;
    latitude.value = spot.latitude;
    longitude.value = spot.longitude;
    show();
  };
  const read = () => { if (latitude.checkValidity() && longitude.checkValidity()) go({ latitude: Number(latitude.value), longitude: Number(longitude.value) }); };
  map.addEventListener("click", (event) => go(pointed(town(), map, event)));
  map.addEventListener("keydown", (event) => {
    const [north, east] = MOVES[event.key] || [0, 0];
    if (!north && !east) return;
    event.preventDefault();
    go({ latitude: spot.latitude + north * STEP, longitude: spot.longitude + east * STEP });
  });
  const chips = known.map((other) => el("button", { type: "button", onclick: () => go(other, true) }, other.label));
  const form = el("form", {}, map, el("div", { class: "choices chips" }, chips),
    el("div", { class: "pair" }, field("纬度", latitude), field("经度", longitude)), submitButton("发送位置"));
  go(spot);
  openSheet(screen, "位置", form, () => send({ location: spot }));
}

const number = (most, oninput) =>
  el("input", { type: "number", step: "any", min: -most, max: most, required: true, inputmode: "decimal", onchange: oninput });

const rounded = (degrees) => Math.round(degrees * 1e6) / 1e6;

function outside(town, spot) {
  const [x, y] = [town.x(spot.longitude), town.y(spot.latitude)];
  return x < 0 || y < 0 || x > WIDTH || y > HEIGHT;
}

function pointed(town, map, event) {
  const frame = map.getBoundingClientRect();
  return town.at(((event.clientX - frame.left) / frame.width) * WIDTH, ((event.clientY - frame.top) / frame.height) * HEIGHT);
}
