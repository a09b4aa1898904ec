// What is handed in without network: kept, sent once (its id is made here), and answered.

import { change, entries, entry, unsent, who } from "./store.js";

const PATIENCE = 15000;
const WAITS = [2, 5, 15, 30, 60, 120, 300]; // seconds between tries
const SILENCES = 2; // one answer can get lost; two in a row, and there is no network
const OURS = new Set(["csrfmiddlewaretoken", "uuid", "given_at", "queue_of"]);
const KINDS = {
  referral: /^\/c\/[^/]+\/pass\/$/,
  lead: /^\/c\/[^/]+\/lead\/$/,
  thanks: /^\/c\/[^/]+\/thanks\/$/,
  one_to_one: /^\/c\/[^/]+\/one-to-one\/$/,
  progress: /^\/c\/[^/]+\/slips\/[0-9a-f-]{36}\/progress\/$/,
};

export const kindOf = (path) => Object.keys(KINDS).find((kind) => KINDS[kind].test(path));
export const valueOf = (one, name) => one.fields?.find(([field]) => field === name)?.[1] ?? "";
export const rootOf = (path) => path.match(/^\/c\/[^/]+\//)?.[0];

// Keep what a form holds, under the id the form has or a new one. Kept again, it takes the place of what was kept.
export async function add(user, path, data) {
  const fields = [...data].filter(([name, value]) => !OURS.has(name) && typeof value === "string" && value !== "");
  const id = data.get("uuid") || crypto.randomUUID();
  const fresh = { id, user, path, kind: kindOf(path), root: rootOf(path), at: Date.now(), rev: 0, tries: 0 };
  await change(id, (kept) => {
    if (kept && (kept.user !== user || !unsent(kept))) return undefined;
    return { ...fresh, ...kept, fields, state: "waiting", wrong: [], rev: (kept?.rev ?? 0) + 1 };
  });
  globalThis.navigator.storage?.persist?.();
  const registration = globalThis.registration ?? (await navigator.serviceWorker?.getRegistration());
  await registration?.sync?.register("outbox").catch(() => {});
  return id;
}

async function token() {
  if (globalThis.cookieStore) return (await cookieStore.get("csrftoken"))?.value ?? "";
  return document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "";
}

// One try: "kept", "refused" (never again as it is), "later", "away" (no answer), or "out" (nobody, or somebody else, is signed in).
async function post(one) {
  const ours = { uuid: one.id, given_at: new Date(one.at).toISOString(), queue_of: one.user };
  const body = new URLSearchParams([...one.fields, ...Object.entries(ours)]);
  const headers = { Accept: "application/json", "X-CSRFToken": await token() };
  let answer;
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    answer = await fetch(one.path, { method: "POST", body, headers, redirect: "manual", signal });
    if (answer.type === "opaqueredirect" || answer.status === 403) return { outcome: "out" };
    const after = Number(answer.headers.get("Retry-After")) || 0;
    if (answer.status >= 500 || answer.status === 429 || (answer.status === 409 && after)) return { outcome: "later", after };
    return { ...(await answer.json()), outcome: answer.ok ? "kept" : "refused" };
  } catch (error) {
    // A page instead of a receipt: the chapter or the slip is no longer theirs.
    return answer && !answer.ok && error instanceof SyntaxError ? { outcome: "refused", wrong: [] } : { outcome: "away" };
  }
}

// What an answer makes of the entry as it was sent; one that was changed meanwhile stays as it is, and is sent again.
function settled(answer, one) {
  return (now) => {
    if (answer.outcome === "kept") {
      if (now && now.rev !== one.rev) return undefined;
      const { id, user, root, kind, at } = one;
      return { id, user, root, kind, at, state: "sent", says: answer.says, path: answer.path };
    }
    if (!now || now.rev !== one.rev) return undefined;
    if (answer.outcome === "refused") return { ...now, state: "refused", wrong: answer.wrong ?? [] };
    return { ...now, tries: now.tries + 1 };
  };
}

const alone = (work) =>
  navigator.locks ? navigator.locks.request("outbox", { ifAvailable: true }, (lock) => lock && work()) : work();

// Send what waits, one after the other; `heard` is told of each answer. Resolves to how it went on the whole.
export async function send(user, heard = () => {}) {
  const theirs = async () => (await who())?.user === user;
  const how = await alone(async () => {
    const went = { outcome: "done", after: 0, kept: 0 };
    const held = new Set();
    let silences = 0;
    for (const { id } of (await entries(user)).filter((one) => one.state === "waiting")) {
      const one = await entry(id);
      const line = one?.kind === "progress" ? one.path : id; // reports of one slip keep their order
      if (one?.state !== "waiting" || held.has(line)) continue;
      if (!(await theirs())) return { ...went, outcome: "out" };
      const answer = await post(one);
      if (!(await theirs())) return { ...went, outcome: "out" }; // signed out meanwhile: nothing is written any more
      await change(id, settled(answer, one));
      await heard(answer, one);
      silences = answer.outcome === "away" ? silences + 1 : 0;
      if (answer.outcome === "out" || silences === SILENCES) return { ...went, outcome: answer.outcome };
      if (answer.outcome === "kept") went.kept += 1;
      if (answer.outcome !== "later" && answer.outcome !== "away") continue;
      held.add(line);
      went.outcome = answer.outcome;
      went.after = Math.max(went.after, answer.after ?? 0);
    }
    return went;
  });
  return how ?? { outcome: "busy" }; // another tab is at it
}

// Send now, and again until nothing waits: when the network is back, when somebody looks, and less and less often.
export function keepSending(user, heard, went = () => {}) {
  let tries = 0;
  let timer;
  const run = async () => {
    clearTimeout(timer);
    const how = await send(user, heard);
    went(how);
    const left = (await entries(user)).some((one) => one.state === "waiting");
    if (!left || how.outcome === "out") return (tries = 0);
    if (how.kept) tries = 0;
    const wait = Math.max(WAITS[Math.min(tries, WAITS.length - 1)], how.after ?? 0);
    tries += 1;
    timer = setTimeout(run, wait * 1000);
  };
  const soon = () => {
    tries = 0;
    return run();
  };
  addEventListener("online", soon);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && soon());
  soon();
  return soon;
}

export const waits = async (user) => (await entries(user)).filter(unsent);
