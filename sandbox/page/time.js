const CLOCK = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
const DAY = new Intl.DateTimeFormat("zh-CN", { month: "long", day: "numeric", weekday: "long" });
const YEAR = new Intl.DateTimeFormat("zh-CN", { year: "numeric", month: "long", day: "numeric" });
const FULL = new Intl.DateTimeFormat("zh-CN", { dateStyle: "long", timeStyle: "medium" });

const date = (seconds) => new Date(seconds * 1000);

/** All of these take Telegram's dates: seconds since 1970; shown in the browser's own time zone. */
export const clock = (seconds) => CLOCK.format(date(seconds));
export const moment = (seconds) => FULL.format(date(seconds));
export const dayKey = (seconds) => date(seconds).toDateString();

export function dayName(seconds, now = new Date()) {
  const day = date(seconds);
  const apart = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(day).setHours(0, 0, 0, 0)) / 86_400_000);
  if (apart === 0) return "今天";
  if (apart === 1) return "昨天";
  return (day.getFullYear() === now.getFullYear() ? DAY : YEAR).format(day);
}

/** 75 → 1:15 */
export const duration = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}
