import { svg } from "./dom.js";

/** Line drawings on a 24 × 24 field. */
const PATHS = {
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.4a3.5 3.5 0 0 1 0 6.2M18 14.4c2.2.8 3.5 2.8 3.5 5.6",
  close: "M6 6l12 12M18 6L6 18",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  menu: "M5 7h14M5 12h14M5 17h9",
  attach: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6",
  send: "M4 12l16-8-5 17-3.5-7zM11.500 14L20 4",
  mic: "M12 15a3.500 3.500 0 0 0 3.500-3.500V6a3.500 3.500 0 0 0-7 0v5.500A3.500 3.500 0 0 0 12 15ZM5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3",
  keys: "M3 6.500h18v11H3zM7 10v.01M10.500 10v.01M14 10v.01M17 10v.01M8 14h8",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9v.01",
  video: "M3.500 6.500h12v11h-12zM15.500 11l5-3v8l-5-3",
  file: "M6 3.500h8l4 4v13H6zM14 3.500v4h4",
  place: "M12 21c4.500-5 6.500-8 6.500-11a6.500 6.500 0 0 0-13 0c0 3 2 6 6.500 11ZM12 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z",
  contact: "M12 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM5 20c0-3.600 3-6 7-6s7 2.400 7 6",
  down: "M6 10l6 6 6-6",
  play: "M8 5.500v13l10.500-6.500z",
  pause: "M8 5.500v13M16 5.500v13",
  tick: "M4 12.500l4.500 4.500L18 7",
  ticks: "M2 12.500l4.500 4.500L15 7M10.500 16l1.200 1L21 7",
  link: "M9 15L19 5M11 5h8v8",
  reply: "M9 7l-5 5 5 5M4 12h9c4 0 7 2 7 6",
  edit: "M4 20l1-4L16 5l3 3L8 19z",
  copy: "M8 8h11v12H8zM5 16V4h11",
  help: "M9 9a3 3 0 1 1 4.200 2.700c-.8.400-1.200 1-1.200 2.300M12 17.500v.01",
  sun: "M12 16.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.400 1.400M17.600 17.600L19 19M5 19l1.400-1.400M17.600 6.400L19 5",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500Z",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16",
  mute: "M9 18a3 3 0 0 0 6 0M6 17h12c-1-1-1.500-2.500-1.500-6a4.500 4.500 0 0 0-9 0c0 3.500-.5 5-1.500 6M4 4l16 16",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM5.700 5.700l12.600 12.600",
};

/** A drawing that says nothing by itself: what it stands on bears the label. */
export const icon = (name) =>
  svg("svg", { viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true" }, svg("path", { d: PATHS[name] }));

/** A round button with a drawing; `label` is what it is called aloud and on hover. */
export function fillRound(button, name, label) {
  button.replaceChildren(icon(name));
  button.setAttribute("aria-label", label);
  button.title = label;
  return button;
}
