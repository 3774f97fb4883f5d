let known = null; // the address as we last read or wrote it

/** Which phones are open and which one is in front, kept in the page's address: #phones=1001,1002&at=1002 */
export function readAddress() {
  known = location.hash;
  const fields = new URLSearchParams(known.slice(1));
  const numbers = (name) => (fields.get(name) || "").split(",").map(Number).filter(Number.isSafeInteger).filter(Boolean);
  return { phones: fields.has("phones") ? [...new Set(numbers("phones"))] : null, at: numbers("at")[0] ?? null };
}

/** Leaves alone an address that somebody has just typed and that nobody has read yet. */
export function writeAddress(phones, at) {
  const hash = `#phones=${phones.join(",")}${at ? `&at=${at}` : ""}`;
  if (hash === location.hash || known !== location.hash) return;
  history.replaceState(null, "", hash);
  known = hash;
}
