import { readAddress, writeAddress } from "./address.js";
import { api } from "./api.js";
import { summary } from "./bubble.js";
import { drawPeople, drawTabs } from "./people.js";
import { Phone } from "./phone.js";
import { drawPosters } from "./posters.js";

const AT_FIRST = 3; // phones open when the address names none
const SPOKEN = 3; // places from each phone's chat that can be chosen again

const spokenPlace = ({ location: { latitude, longitude }, venue }) =>
  ({ latitude, longitude, label: venue?.title || `${latitude.toFixed(4)}, ${longitude.toFixed(4)}` });

/** Everything that lies on the page: who there is, which phones are open, and which one is in front. */
export class Desk {
  /** `parts`: the page's elements `phones`, `tabs`, `people`, `posters`, `title`. */
  constructor(parts, wide) {
    Object.assign(this, { parts, wide, bot: null, chosen: false, people: [], posters: [], open: [], at: null });
    this.phones = new Map();
    this.unread = new Map();
    this.preview = new Map();
    this.seen = 0; // events up to this number were there before we looked
    wide.addEventListener("change", () => this.draw());
  }

  isOpen(id) { return this.open.includes(id); }
  person(id) { return this.people.find((person) => person.id === id); }
  visible(id) { return this.wide.matches ? this.isOpen(id) : this.at === id; }

  /** Places to choose from: those of posters that bear `latitude` and `longitude`, and the last ones spoken of. */
  places() {
    const spoken = [...this.phones.values()].flatMap((phone) => phone.chat.messages.places().slice(0, SPOKEN).map(spokenPlace));
    const all = [...this.posters.filter((poster) => Number.isFinite(poster.latitude) && Number.isFinite(poster.longitude)), ...spoken];
    return [...new Map(all.map((place) => [`${place.latitude},${place.longitude}`, place]).reverse()).values()].reverse();
  }

  /** Reads everything afresh; answers the number of the newest event known to all of it. */
  async resync() {
    await this.meet();
    if (!this.people.length) return 0;
    this.chooseAtFirst();
    const loaded = this.open.map((id) => this.phones.get(id).load());
    const others = this.open.length ? [] : [api.chat(this.people[0].id)];
    const [first] = await Promise.all([...others, ...loaded]);
    const known = this.open.length ? this.open.map((id) => this.phones.get(id).last) : [first.last];
    this.seen = Math.max(...known);
    this.draw();
    return Math.min(...known);
  }

  /** Learns who there is. Phones of people who are gone are put away. */
  async meet() {
    const { bot, people, posters } = await api.people();
    Object.assign(this, { bot, people, posters });
    this.parts.title.textContent = bot.first_name;
    document.title = `${bot.first_name} · 手机墙`;
    for (const id of this.open.filter((other) => !this.person(other))) this.close(id);
    this.draw();
    drawPosters(this.parts.posters, this);
  }

  chooseAtFirst() {
    if (this.chosen) return;
    this.chosen = true;
    const { phones, at } = readAddress();
    const wanted = phones ?? this.people.slice(0, AT_FIRST).map((person) => person.id);
    for (const id of wanted) if (this.person(id)) this.put(id);
    this.at = this.isOpen(at) ? at : this.open[0] ?? null;
  }

  /** Follows an address that was changed by hand. */
  async readdress() {
    const { phones, at } = readAddress();
    if (!phones) return;
    for (const id of this.open.filter((other) => !phones.includes(other))) this.close(id);
    for (const id of phones) if (this.person(id) && !this.isOpen(id)) await this.fill(this.put(id));
    this.bringForward(this.isOpen(at) ? at : this.open[0]);
  }

  put(id) {
    const phone = new Phone(this.person(id), this.bot, this);
    this.phones.set(id, phone);
    this.open.push(id);
    this.parts.phones.append(phone.element);
    return phone;
  }

  /** Loads a phone; when that fails, the phone says so. */
  fill(phone) { return phone.hand.attempt(phone.load()); }

  async show(id) {
    if (!this.isOpen(id)) await this.fill(this.put(id));
    this.bringForward(id);
    const phone = this.phones.get(id);
    phone.element.scrollIntoView({ block: "nearest", inline: "nearest" });
    phone.composer.focus();
  }

  close(id) {
    const place = this.open.indexOf(id);
    this.phones.get(id)?.element.remove();
    this.phones.delete(id);
    this.open = this.open.filter((other) => other !== id);
    if (this.at === id) this.at = this.open[Math.min(place, this.open.length - 1)] ?? null;
    this.draw();
  }

  toggle(id) {
    return this.isOpen(id) && this.wide.matches ? this.close(id) : this.show(id);
  }

  bringForward(id) {
    if (!id || (this.at === id && !this.unread.get(id))) return;
    this.at = id;
    this.unread.delete(id);
    this.draw();
  }

  /** Goes to the neighbouring phone: into its writing line, or to the phone itself. */
  step(id, by, intoLine) {
    const next = this.phones.get(this.open.at((this.open.indexOf(id) + by) % this.open.length));
    this.bringForward(next.person.id);
    if (intoLine) next.composer.focus();
    else next.element.focus({ preventScroll: true });
    next.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  async scan(id, payload) {
    await this.show(id);
    await this.phones.get(id).hand.start(payload);
    this.phones.get(id).composer.focus();
  }

  receive(event) {
    if (event.person > 0 && !this.person(event.person)) this.meet().catch((error) => console.info(error.message));
    this.phones.get(event.person)?.receive(event);
    if (event.kind === "message" && event.seq > this.seen) this.note(event);
  }

  note({ person, message }) {
    this.preview.set(person, summary(message));
    if (!message.out && !this.visible(person)) this.unread.set(person, (this.unread.get(person) || 0) + 1);
    this.drawSoon();
  }

  drawSoon() {
    this.frame ||= requestAnimationFrame(() => { this.frame = 0; this.draw(); });
  }

  draw() {
    if (this.wide.matches) for (const id of this.open) this.unread.delete(id);
    for (const [id, phone] of this.phones) phone.element.classList.toggle("front", id === this.at);
    drawPeople(this.parts.people, this);
    drawTabs(this.parts.tabs, this);
    if (this.chosen) writeAddress(this.open, this.at);
  }
}
