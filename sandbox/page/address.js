/** Which phones are open and which one is in front, kept in the page's address: #phones=1001,1002&at=1002 */
export function readAddress() {
  const fields = new URLSearchParams(location.hash.slice(1));
  const numbers = (name) => (fields.get(name) || "").split(",").map(Number).filter(Number.isSafeInteger).filter(Boolean);
  return { phones: fields.has("phones") ? [...new Set(numbers("phones"))] : null, at: numbers("at")[0] ?? null };
}

export function writeAddress(phones, at) {
  const hash = `#phones=${phones.join(",")}${at ? `&at=${at}` : ""}`;
  if (hash !== location.hash) history.replaceState(null, "", hash);
}
