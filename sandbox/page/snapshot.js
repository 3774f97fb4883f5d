import { clock } from "./time.js";

const [WIDTH, HEIGHT] = [960, 720];
const SKIES = [["#8fb8de", "#dfeaf2"], ["#39465f", "#8a7f8f"], ["#c9d6c3", "#f2efe2"]];

/** An invented street scene as a JPEG file, for whoever has no photo at hand; each `n` looks different. */
export async function snapshot(n) {
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  const pen = canvas.getContext("2d");
  paint(pen, n);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return new File([blob], `snapshot-${n + 1}.jpg`, { type: "image/jpeg" });
}

function paint(pen, n) {
  const [top, bottom] = SKIES[n % SKIES.length];
  const sky = pen.createLinearGradient(0, 0, 0, HEIGHT * 0.7);
  sky.addColorStop(0, top);
  sky.addColorStop(1, bottom);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  for (let i = 0; i < 4; i += 1) building(pen, 40 + i * 235, 150 + ((i * 97 + n * 61) % 160), i + n);
  pen.fillStyle = "#7d8187";
  pen.fillRect(0, HEIGHT * 0.78, WIDTH, HEIGHT * 0.22);
  [puddle, bags, pole][n % 3](pen);
  caption(pen, n);
}

function building(pen, x, y, seed) {
  pen.fillStyle = ["#b9a690", "#a8b2bd", "#c4b5a5"][seed % 3];
  pen.fillRect(x, y, 190, HEIGHT * 0.78 - y);
  for (let row = y + 25; row < HEIGHT * 0.7; row += 55) {
    for (let column = 0; column < 4; column += 1) {
      pen.fillStyle = (row * 7 + column * 13 + seed) % 5 === 0 ? "#f7e3a1" : "#5d6b7a";
      pen.fillRect(x + 18 + column * 42, row, 26, 32);
    }
  }
}

function puddle(pen) {
  pen.fillStyle = "#5b7288";
  pen.beginPath();
  pen.ellipse(WIDTH / 2, HEIGHT * 0.89, 260, 46, 0, 0, Math.PI * 2);
  pen.fill();
}

function bags(pen) {
  for (let i = 0; i < 6; i += 1) {
    pen.fillStyle = ["#2f3338", "#4c5a3f", "#8a3b32"][i % 3];
    pen.beginPath();
    pen.arc(360 + i * 55, HEIGHT * 0.85 - (i % 2) * 22, 48, 0, Math.PI * 2);
    pen.fill();
  }
}

function pole(pen) {
  pen.fillStyle = "#3c4148";
  pen.fillRect(470, HEIGHT * 0.3, 16, HEIGHT * 0.55);
  pen.fillRect(470, HEIGHT * 0.3, 130, 12);
  pen.fillStyle = "#202327";
  pen.fillRect(570, HEIGHT * 0.3 + 12, 60, 26);
}

function caption(pen, n) {
  pen.fillStyle = "rgba(0, 0, 0, .55)";
  pen.fillRect(0, HEIGHT - 56, WIDTH, 56);
  pen.fillStyle = "#fff";
  pen.font = "28px system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif";
  pen.fillText(`示例照片 ${n + 1} · ${clock(Date.now() / 1000)}`, 24, HEIGHT - 18);
}
