// What was tapped while the network was away: kept on this device for one member and one page, and sent in order once it is back.

export class Outbox {
  constructor(key) {
    this.key = `chapterhouse:${key}`;
  }

  get all() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? [];
    } catch {
      return [];
    }
  }

  set all(entries) {
    if (entries.length) localStorage.setItem(this.key, JSON.stringify(entries));
    else localStorage.removeItem(this.key);
  }

  get size() {
    return this.all.length;
  }

  add(entry) {
    this.all = [...this.all, entry];
  }

  // The first one has arrived, or was refused; it goes only if it still is what was sent.
  done(entry) {
    const same = JSON.stringify(entry);
    this.all = this.all.filter((one) => JSON.stringify(one) !== same);
  }
}

const PATIENCE = 8000;

// Post some fields as htmx would: "kept" with the answer's text, "refused" (never to be sent again), or "away" (again later).
export async function post(path, fields) {
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  const headers = { "HX-Request": "true", "HX-Current-URL": location.href, ...token };
  try {
    const body = new URLSearchParams(fields);
    const answer = await fetch(path, { method: "POST", body, headers, signal: AbortSignal.timeout(PATIENCE) });
    if (answer.headers.get("HX-Redirect")) {
      location.assign(answer.headers.get("HX-Redirect")); // to sign in again; what waits is kept
      return { outcome: "away" };
    }
    if (answer.status >= 500 || answer.status === 409 || answer.status === 429) return { outcome: "away" };
    if (!answer.ok) return { outcome: "refused" };
    return { outcome: "kept", text: await answer.text(), reload: answer.headers.get("HX-Refresh") === "true" };
  } catch {
    return { outcome: "away" };
  }
}
