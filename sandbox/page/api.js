/** What the sandbox would not do, in its own words, with HTTP's status where it answered. */
export class Refused extends Error {
  constructor(words, status) {
    super(words);
    this.status = status;
  }
}

async function call(path, init) {
  let answer;
  try {
    answer = await fetch(path, init);
  } catch {
    throw new Refused("连不上沙盒，请看它是否还在运行。");
  }
  if (!answer.ok) throw new Refused(await reason(answer), answer.status);
  return answer.json();
}

async function reason(answer) {
  const text = await answer.text();
  try {
    const { error, description } = JSON.parse(text);
    return error || description || text;
  } catch {
    return text || `沙盒回答了 ${answer.status}`;
  }
}

const post = (path, body) =>
  call(path, body instanceof FormData
    ? { method: "POST", body }
    : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const api = {
  people: () => call("/people"),
  chat: (person) => call(`/people/${person}/chat`),
  send: (person, message) => post(`/people/${person}/send`, message),
  press: (person, message_id, data) => post(`/people/${person}/press`, { message_id, data }),
  start: (person, payload) => post(`/people/${person}/start`, { payload }),
  block: (person) => post(`/people/${person}/block`, {}),
  unblock: (person) => post(`/people/${person}/unblock`, {}),
};

/** The address of a file of a message (`PhotoSize`, `Voice`, `Document`, …). */
export const mediaUrl = (file) => `/media/${encodeURIComponent(file.file_unique_id)}`;
