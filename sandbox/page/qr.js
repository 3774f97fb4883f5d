/**
 * QR codes in byte mode at level L, versions 1 to 5 (ISO/IEC 18004): there every code is one
 * block with at most one alignment pattern and no version field. Room for 106 bytes.
 */
const DATA = [19, 34, 55, 80, 108]; // data codewords by version
const CHECK = [7, 10, 15, 20, 26]; // error correction codewords by version

/** Rows of modules, true is dark. Throws RangeError when the text is longer than 106 bytes in UTF-8. */
export function encode(text) {
  const bytes = new TextEncoder().encode(text);
  const version = DATA.findIndex((room) => bytes.length <= room - 2);
  if (version < 0) throw new RangeError(`${bytes.length} bytes do not fit into a version 5 code`);
  const data = codewords(bytes, DATA[version]);
  const field = new Field(21 + 4 * version);
  field.drawPatterns();
  field.drawData([...data, ...remainder(data, CHECK[version])]);
  return field.dark;
}

function codewords(bytes, room) {
  const words = [0x40 | (bytes.length >> 4)]; // mode 0100, then eight bits of length
  let carry = bytes.length & 15;
  for (const byte of bytes) {
    words.push((carry << 4) | (byte >> 4));
    carry = byte & 15;
  }
  words.push(carry << 4); // the terminator 0000
  for (let pad = 0xec; words.length < room; pad ^= 0xec ^ 0x11) words.push(pad);
  return words;
}

/** Multiplication in GF(256) modulo x⁸+x⁴+x³+x²+1. */
function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) product = (product << 1) ^ (product >> 7) * 0x11d ^ ((b >> bit) & 1) * a;
  return product;
}

/** Reed–Solomon check words. */
function remainder(data, count) {
  const divisor = [...Array(count - 1).fill(0), 1];
  for (let i = 0, root = 1; i < count; i += 1, root = times(root, 2)) {
    for (let j = 0; j < count; j += 1) divisor[j] = times(divisor[j], root) ^ (divisor[j + 1] ?? 0);
  }
  const rest = Array(count).fill(0);
  for (const word of data) {
    const factor = word ^ rest.shift();
    rest.push(0);
    divisor.forEach((coefficient, i) => { rest[i] ^= times(coefficient, factor); });
  }
  return rest;
}

class Field {
  constructor(size) {
    this.size = size;
    this.dark = Array.from({ length: size }, () => Array(size).fill(false));
    this.fixed = Array.from({ length: size }, () => Array(size).fill(false));
  }

  set(x, y, dark) {
    if (x < 0 || y < 0 || x >= this.size || y >= this.size) return;
    this.dark[y][x] = dark;
    this.fixed[y][x] = true;
  }

  drawPatterns() {
    for (let i = 0; i < this.size; i += 1) {
      this.set(6, i, i % 2 === 0);
      this.set(i, 6, i % 2 === 0);
    }
    for (const [x, y] of [[3, 3], [this.size - 4, 3], [3, this.size - 4]]) this.rings(x, y, 4, (ring) => ring !== 2 && ring !== 4);
    if (this.size > 21) this.rings(this.size - 7, this.size - 7, 2, (ring) => ring !== 1);
    this.drawFormat();
  }

  rings(x, y, radius, isDark) {
    for (let dy = -radius; dy <= radius; dy += 1) {
      for (let dx = -radius; dx <= radius; dx += 1) this.set(x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  }

  /** Level L with mask 0, whose fifteen bits are always these. */
  drawFormat() {
    const bit = (i) => ((0b111011111000100 >> i) & 1) === 1;
    const last = this.size - 1;
    for (let i = 0; i < 15; i += 1) {
      this.set(8, i < 6 ? i : i < 8 ? i + 1 : last - 14 + i, bit(i));
      this.set(i < 8 ? last - i : i < 9 ? 7 : 14 - i, 8, bit(i));
    }
    this.set(8, last - 7, true);
  }

  /** Up and down in columns of two from the right, past the timing column, mask 0 on top. */
  drawData(words) {
    let index = 0;
    for (let right = this.size - 1; right > 0; right -= right === 8 ? 3 : 2) {
      const upwards = ((right + 1) & 2) === 0;
      for (let step = 0; step < this.size; step += 1) {
        const y = upwards ? this.size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (this.fixed[y][x]) continue;
          const bit = index < words.length * 8 && ((words[index >> 3] >> (7 - (index & 7))) & 1) === 1;
          this.dark[y][x] = bit !== ((x + y) % 2 === 0);
          index += 1;
        }
      }
    }
  }
}
