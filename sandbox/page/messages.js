/** What an item of the list is known by: a message, or the album it belongs to. */
export const keyOf = (message) => (message.media_group_id ? `g${message.media_group_id}` : `m${message.message_id}`);

/** Messages in the order of their ids, the oldest first. */
export class Messages {
  constructor(messages = []) {
    this.all = [...messages].sort((a, b) => a.message_id - b.message_id);
  }

  get length() { return this.all.length; }
  get newest() { return this.all.at(-1); }
  get(id) { return this.all[this.indexOf(id)]; }
  places() { return this.all.filter((message) => message.location).reverse(); }
  lastIncoming() { return this.all.findLast((message) => !message.out); }

  /** Where the message is, or -1 - where it would be put. */
  indexOf(id) {
    let [low, high] = [0, this.all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.all[middle].message_id < id) low = middle + 1;
      else high = middle;
    }
    return this.all[low]?.message_id === id ? low : -1 - low;
  }

  insert(index, message) { this.all.splice(index, 0, message); }
  replace(index, message) { this.all[index] = message; }
  removeAt(index) { return this.all.splice(index, 1)[0]; }

  /** The first of the album that the message at `index` belongs to, or `index` itself; 0 below the first. */
  albumStart(index) {
    let start = Math.max(0, index);
    while (start > 0 && start < this.length && keyOf(this.all[start - 1]) === keyOf(this.all[start])) start -= 1;
    return start;
  }

  /** Those that make one item, from `from` on. */
  group(key, from) { return this.all.slice(from).filter((message) => keyOf(message) === key); }

  /** Items from `from` up to `to`, each a list of messages. */
  groups(from, to) {
    const found = new Map();
    for (const message of this.all.slice(from, to)) {
      const key = keyOf(message);
      if (found.has(key)) found.get(key).push(message);
      else found.set(key, [message]);
    }
    return found.values();
  }
}
