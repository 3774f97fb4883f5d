import { el } from "./dom.js";
import { parcel } from "./photos.js";
import { field, openSheet, submitButton } from "./sheet.js";
import { duration } from "./time.js";

const RATE = 8000; // samples a second

/** A voice note: hummed by the page, spoken into the microphone, or a file. `send(FormData)` answers whether it went. */
export function openVoice(screen, send) {
  let clip = null; // what was recorded or chosen; without it the page hums
  const player = el("audio", { controls: true, hidden: true });
  const seconds = el("input", { type: "range", min: "1", max: "30", value: "4", class: "first", oninput: () => count() });
  const shown = el("output", {});
  const count = () => { shown.textContent = duration(Number(seconds.value)); };
  const input = el("input", { type: "file", accept: "audio/*", class: "unseen", tabindex: "-1", onchange: () => take(input.files[0]) });
  const take = (file) => {
    if (!file) return;
    clip = file;
    player.src = URL.createObjectURL(file);
    player.hidden = false;
  };
  const form = el("form", {},
    field("示例语音的长度", el("span", { class: "ranged" }, seconds, shown)),
    el("div", { class: "choices" }, recorder(take), el("button", { type: "button", onclick: () => input.click() }, "选声音文件")),
    input, player, submitButton("发送语音"));
  count();
  openSheet(screen, "语音", form, () => {
    const note = parcel("voice", [clip || hum(Number(seconds.value))]);
    note.append("duration", Math.round(clip && Number.isFinite(player.duration) ? player.duration : Number(seconds.value)));
    return send(note);
  });
}

/** A button that starts and stops the microphone. */
function recorder(take) {
  let running = null;
  const button = el("button", { type: "button", hidden: !navigator.mediaDevices }, "用麦克风录");
  button.addEventListener("click", async () => {
    if (running) return running.stop();
    try {
      running = await record(take, () => { running = null; button.textContent = "重新录"; });
      button.textContent = "停止录音";
    } catch {
      button.textContent = "麦克风用不了";
      button.disabled = true;
    }
  });
  return button;
}

async function record(take, ended) {
  const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
  const machine = new MediaRecorder(sound);
  const pieces = [];
  machine.ondataavailable = ({ data }) => pieces.push(data);
  machine.onstop = () => {
    for (const track of sound.getTracks()) track.stop();
    const [type] = machine.mimeType.split(";");
    take(new File(pieces, `voice.${type.split("/")[1]}`, { type }));
    ended();
  };
  machine.start();
  return machine;
}

/** A WAV file that rises and falls like speech: 16 bits, one channel. */
export function hum(seconds) {
  const samples = Math.round(seconds * RATE);
  const view = new DataView(new ArrayBuffer(44 + samples * 2));
  header(view, samples * 2);
  for (let i = 0; i < samples; i += 1) {
    const t = i / RATE;
    const syllable = Math.max(0, Math.sin(Math.PI * 2 * 3.3 * t)) * (0.6 + 0.4 * Math.sin(t * 1.7));
    const tone = Math.sin(Math.PI * 2 * 170 * t) + 0.4 * Math.sin(Math.PI * 2 * 340 * t + Math.sin(t * 9));
    view.setInt16(44 + i * 2, tone * syllable * 7000, true);
  }
  return new File([view.buffer], "voice.wav", { type: "audio/wav" });
}

function header(view, bytes) {
  const word = (at, text) => [...text].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  word(0, "RIFF");
  view.setUint32(4, 36 + bytes, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, "data");
  view.setUint32(40, bytes, true);
}
