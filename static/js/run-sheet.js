// The run sheet: its clock ticks here; keys and taps move it at once, and are sent in order, also after a while without network.

import { Outbox, post } from "./outbox.js";

const EVERY = 2000;
const TWICE = 350; // a second tap within so many milliseconds is the same tap
const KEYS = { " ": "next", ArrowRight: "next", ArrowLeft: "back", "+": "extra", "=": "extra" };

const sheet = () => document.getElementById("sheet");
const by = (id) => document.getElementById(id);
const outbox = new Outbox(sheet().dataset.outbox);
let offset = Number(sheet().dataset.now) - Date.now();
let away = false;
let acted = 0;
const serverNow = () => Math.round(Date.now() + offset);
const number = (name) => Number(sheet().dataset[name] || 0);
const steps = () => [...sheet().querySelectorAll("[data-n]")].sort((a, b) => a.dataset.n - b.dataset.n);
const there = (step) => !("away" in step.dataset);

// The clock.
function tick() {
  if (sheet().dataset.state === "running") {
    const step = steps()[number("step")];
    const due = number("since") + (Number(step.dataset.seconds) + number("extra")) * 1000;
    const seconds = Math.round((due - serverNow()) / 1000);
    const whole = Math.abs(seconds);
    by("left").textContent = `${seconds < 0 ? "+" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    by("left").classList.toggle("over", seconds < 0);
    const planned = number("anchor") + (Number(step.dataset.after) + Number(step.dataset.seconds)) * 1000;
    const late = Math.trunc((Math.max(serverNow(), due) - planned) / 60000);
    const words = by("behind").dataset;
    by("behind").textContent = (late > 0 ? words.behind : late < 0 ? words.ahead : words.onTime).replace("{n}", Math.abs(late));
  }
  const waits = outbox.size;
  by("waiting").hidden = !away;
  by("waiting").textContent = waits ? by("waiting").dataset.some.replace("{n}", waits) : by("waiting").dataset.none;
}

// What an act does to what is shown, as the server will do it (meetings/actions/run_sheet.py).
function apply({ act, at }) {
  const state = sheet().dataset;
  const all = steps();
  const here = Number(state.step);
  const following = all.slice(here + 1).find(there);
  const before = all.slice(0, here).reverse().find(there);
  if (act === "start" && state.state === "ready") {
    Object.assign(state, { state: "running", step: (all.find(there) ?? all[0]).dataset.n, since: at, extra: 0 });
  } else if (act === "back" && state.state === "over") {
    state.state = "running";
  } else if (state.state !== "running") {
    return false;
  } else if (act === "extra") {
    state.extra = Number(state.extra) + 60;
  } else if (act === "back" && before) {
    Object.assign(state, { step: before.dataset.n, since: state.lastSince || at, extra: state.lastExtra || 0, lastSince: "", lastExtra: 0 });
  } else if (act === "next" && following) {
    Object.assign(state, { lastSince: state.since, lastExtra: state.extra, step: following.dataset.n, since: at, extra: 0 });
  } else if (act === "next" || act === "end") {
    state.state = "over";
  } else {
    return false;
  }
  return true;
}

function show() {
  if (!by("acts")) return; // closed meanwhile
  const { state } = sheet().dataset;
  const all = steps();
  const here = state === "running" ? Number(sheet().dataset.step) : -1;
  all.forEach((step, n) => {
    const past = state === "over" || n < here;
    step.toggleAttribute("aria-current", false);
    if (n === here) step.setAttribute("aria-current", "step");
    step.classList.toggle("past", past && there(step));
    step.classList.toggle("open", n === here);
    const item = step.closest(".row");
    if (item !== step) {
      const own = [...item.querySelectorAll("[data-n]")].map((one) => Number(one.dataset.n));
      item.classList.toggle("open", own.includes(here));
      item.classList.toggle("past", state === "over" || own.at(-1) < here);
    }
  });
  const step = all[here];
  const next = all.slice(here + 1).find(there);
  if (step) {
    by("part").textContent = step.dataset.part;
    by("head").textContent = step.dataset.head;
    by("note").textContent = step.dataset.note;
  }
  by("next").textContent = next?.dataset.head ?? "";
  by("coming").hidden = !step || !next;
  for (const id of ["left", "behind", "act-next", "act-extra", "act-end"]) if (by(id)) by(id).hidden = state !== "running";
  for (const id of ["act-start", "act-prepare", "items"]) if (by(id)) by(id).hidden = state !== "ready";
  by("act-back").hidden = state === "ready";
  by("acts").elements.step.value = sheet().dataset.step;
  by("acts").elements.extra.value = sheet().dataset.extra;
  reveal();
  tick();
}

// What the server says takes the place of what was guessed.
function swap(html) {
  const focused = document.activeElement?.id;
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("sheet");
  if (!fresh) return location.reload();
  sheet().replaceWith(document.adoptNode(fresh));
  htmx.process(sheet());
  settled();
  if (focused && document.activeElement === document.body) by(focused)?.focus();
}

let heard = sheet().dataset.now;
function settled() {
  if (sheet().dataset.now !== heard) offset = Number(sheet().dataset.now) - Date.now();
  heard = sheet().dataset.now;
  if (by("acts")) for (const entry of outbox.all) apply(entry);
  if (outbox.size) show();
  reveal();
  tick();
}

// At the desk, where the agenda stands beside the clock, the running step stays in sight.
function reveal() {
  if (matchMedia("(width >= 60rem)").matches) sheet().querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

let sending = false;
async function send() {
  if (sending) return;
  sending = true;
  let latest = null;
  while (outbox.size) {
    const [entry] = outbox.all;
    const { outcome, text, reload } = await post(location.pathname, entry);
    if (outcome === "away") {
      away = true;
      break;
    }
    away = false;
    outbox.done(entry);
    if (reload || outcome === "refused") {
      if (!outbox.size) location.reload();
      continue;
    }
    latest = text;
  }
  sending = false;
  if (latest && !outbox.size) swap(latest);
  tick();
}

const pressed = {};
function press(act) {
  const at = serverNow();
  const now = performance.now(); // the server's clock may have been set again between two taps
  if (now - (pressed[act] ?? -TWICE) < TWICE) return;
  pressed[act] = now;
  const entry = { act, step: sheet().dataset.step, extra: sheet().dataset.extra, at };
  if (act !== "prepare" && !apply(entry)) return;
  acted += 1;
  outbox.add(entry);
  if (act !== "prepare") show();
  send();
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "acts") return;
  event.preventDefault();
  press(event.submitter?.value ?? "next");
});

// A button that was reached with Tab does what it says; after a tap or a click the space bar goes on with the meeting.
document.addEventListener("keydown", (event) => {
  const act = KEYS[event.key];
  if (!act || !by("acts") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  if (event.key === " " && event.target.matches("a:focus-visible, button:focus-visible, summary:focus-visible")) return;
  event.preventDefault();
  if (event.repeat) return;
  press(act === "next" && sheet().dataset.state === "ready" ? "start" : act);
});
document.addEventListener("keyup", (event) => {
  if (event.key === " " && event.target.matches("#acts button:not(:focus-visible)")) event.preventDefault();
});

// A poll that left before an act brings what was before it: it does not count.
let asked = 0;
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.id !== "sheet") return;
  if (outbox.size || sending) event.preventDefault();
  asked = acted;
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.elt.id !== "sheet") return;
  if (outbox.size || sending || asked !== acted) event.detail.shouldSwap = false;
});
document.addEventListener("htmx:afterSettle", settled);
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.id === "sheet") away = !event.detail.successful;
  tick();
});

addEventListener("online", send);
setInterval(() => outbox.size && send(), EVERY);
setInterval(tick, 250);
settled();
send();
