import { hash, svg } from "./dom.js";

const BLOCK = 0.0028; // degrees of latitude from street to street
const round = (number) => Math.round(number * 10) / 10;

/**
 * An invented town that looks the same wherever the same coordinates are shown: streets, blocks,
 * parks and ponds follow from the numbers alone, so that no map has to be asked for.
 */
export class Town {
  /** `across`: degrees of latitude that the picture's height covers. */
  constructor({ latitude, longitude, width, height, across = 0.009 }) {
    Object.assign(this, { latitude, longitude, width, height });
    this.scale = height / across;
    this.squeeze = Math.max(Math.cos((latitude * Math.PI) / 180), 0.2);
  }

  x(longitude) { return round(this.width / 2 + (longitude - this.longitude) * this.squeeze * this.scale); }
  y(latitude) { return round(this.height / 2 - (latitude - this.latitude) * this.scale); }

  /** The place under a point of the picture. */
  at(x, y) {
    return {
      latitude: this.latitude - (y - this.height / 2) / this.scale,
      longitude: this.longitude + (x - this.width / 2) / this.squeeze / this.scale,
    };
  }

  draw(...above) {
    return svg("svg", { viewBox: `0 0 ${this.width} ${this.height}`, class: "map", "aria-hidden": "true" }, ...this.blocks(), ...above);
  }

  blocks() {
    const pieces = [];
    const north = this.at(0, 0);
    const south = this.at(this.width, this.height);
    for (let row = Math.floor(south.latitude / BLOCK); row <= north.latitude / BLOCK; row += 1) {
      const first = Math.floor((north.longitude * this.squeeze) / BLOCK);
      const last = (south.longitude * this.squeeze) / BLOCK;
      for (let column = first; column <= last; column += 1) pieces.push(...this.block(column, row));
    }
    return pieces;
  }

  block(column, row) {
    const side = BLOCK * this.scale;
    const gap = (n) => (n % 4 === 0 ? side * 0.14 : side * 0.07);
    const left = this.x((column * BLOCK) / this.squeeze) + gap(column);
    const top = this.y((row + 1) * BLOCK) + gap(row + 1);
    const width = side - gap(column) - gap(column + 1);
    const height = side - gap(row) - gap(row + 1);
    const chance = hash(`${column}/${row}`) % 20;
    const kind = chance < 3 ? "park" : chance === 3 ? "pond" : "block";
    const ground = box(left, top, width, height, kind);
    return kind === "block" ? [ground, ...houses(left, top, width, height, chance)] : [ground];
  }
}

const box = (x, y, width, height, kind) =>
  svg("rect", { x: round(x), y: round(y), width: round(width), height: round(height), rx: 3, class: kind });

function houses(left, top, width, height, chance) {
  const columns = 2 + (chance % 2);
  const rows = 2 + (chance % 3);
  const [w, h] = [width / columns, height / rows];
  return Array.from({ length: columns * rows }, (_, i) =>
    box(left + (i % columns) * w + w * 0.17, top + Math.floor(i / columns) * h + h * 0.25, w * 0.66, h * 0.5, "house"));
}

/** A pin whose point is at (x, y). */
export const pin = (x, y, kind = "pin") =>
  svg("g", { class: kind, transform: `translate(${round(x)} ${round(y)})` },
    svg("ellipse", { cx: 0, cy: 0, rx: 6, ry: 2.5, class: "shadow" }),
    svg("path", { d: "M0 0C-3-7-10-11-10-19a10 10 0 0 1 20 0C10-11 3-7 0 0Z" }),
    svg("circle", { cx: 0, cy: -19, r: 4 }));

/** The picture of one place, as it stands in a message. */
export function placePicture({ latitude, longitude }) {
  const town = new Town({ latitude, longitude, width: 260, height: 150 });
  return town.draw(pin(130, 75));
}
