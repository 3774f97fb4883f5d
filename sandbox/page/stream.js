const PAUSES = [300, 600, 1200, 2500, 5000]; // ms between attempts, the last one for ever

/**
 * Everybody's events, for as long as the page is open.
 *
 * Each connection begins with `resync()`, which reads everything afresh and returns the
 * number of the last event it knows: a sandbox that was restarted counts from the
 * beginning again, so the browser's own Last-Event-ID would leave the page deaf.
 */
export async function follow({ resync, receive, status }) {
  for (let failures = 0; ; failures += 1) {
    try {
      const last = await resync();
      await listen(last, receive, () => { failures = 0; status(true); });
    } catch (error) {
      console.info("reconnecting:", error.message);
    }
    status(false);
    await new Promise((wake) => setTimeout(wake, PAUSES[Math.min(failures, PAUSES.length - 1)]));
  }
}

/** Hands events on until the connection ends; then throws. */
function listen(after, receive, opened) {
  return new Promise((_, fail) => {
    const source = new EventSource(`/events?after=${after}`);
    source.onopen = opened;
    source.onmessage = ({ data }) => receive(JSON.parse(data));
    source.onerror = () => {
      source.close();
      fail(new Error("the event stream ended"));
    };
  });
}
