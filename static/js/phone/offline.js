// The app without network: the same acts at the same addresses, from the lists this phone keeps (templates/phone/offline.html).

import { add, keepSending, kindOf, valueOf } from "./outbox.js";
import { change, entries, entry, keep, lists, listsName, signedIn, signedOut, somebodyWaits, who } from "./store.js";
import "./leaving.js";
import { takeShared } from "./prefill.js";

const PLACES = { referral: "pass/", lead: "lead/", thanks: "thanks/", one_to_one: "one-to-one/" };
const by = (id) => document.getElementById(id);
const words = by("words").dataset;
const copy = (id) => by(id).content.firstElementChild.cloneNode(true);
const clock = new Intl.DateTimeFormat(document.documentElement.lang.replace(/^en$/, "en-GB"), { dateStyle: "long", timeStyle: "short" });
const moment = (at) => clock.format(at);
let here;
let known;
let sendNow = () => {};
let typing = false;

const initials = (name) => name.split(/\s+/).filter((_, n, all) => n === 0 || n === all.length - 1).map((word) => word[0]).join("").toUpperCase();
const nameOf = (key) => known?.people.find(([one]) => one === key)?.[1] ?? words.somebody;

function toast(says, undo) {
  const made = copy("toast");
  made.querySelector("p").textContent = says;
  if (undo) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "btn", textContent: words.undo });
    button.addEventListener("click", () => {
      made.remove();
      undo();
    });
    made.querySelector("p").after(button);
  }
  by("toasts").append(made);
}

// What waits, in a line: what it is, and what of it its writer typed.
function titleOf(one) {
  const name = nameOf(valueOf(one, "receiver") || valueOf(one, "other"));
  return words[one.kind].replace("{name}", name);
}

function noteOf(one) {
  const slip = known?.slips.find((found) => found.path === one.path);
  const tap = slip && [slip.line, slip.taps.find(([stage]) => stage === valueOf(one, "stage"))?.[1]].join(": ");
  const typed = tap || [valueOf(one, "prospect"), valueOf(one, "need") || valueOf(one, "text") || valueOf(one, "topics")].filter(Boolean).join(": ");
  return [typed, words.written.replace("{when}", moment(one.at))].filter(Boolean).join(" · ");
}

function rowOf(one) {
  const row = copy("row");
  const title = row.querySelector(".title");
  const sent = one.state === "sent";
  title.textContent = sent ? one.says || words.arrived : titleOf(one);
  row.querySelector(".note").textContent = sent ? words.written.replace("{when}", moment(one.at)) : noteOf(one);
  row.querySelector(".wrong").textContent = one.state === "refused" ? one.wrong.join(" ") || words.wrong : "";
  row.id = `e${one.id}`;
  if (sent) {
    if (one.path) title.href = one.path;
    row.querySelector(".acts").remove();
    return row;
  }
  const edit = row.querySelector("[data-change]");
  edit.href = `#${one.id}`;
  edit.hidden = !PLACES[one.kind];
  row.querySelector("[data-remove]").addEventListener("click", () => remove(one));
  return row;
}

async function remove(one) {
  await change(one.id, () => null);
  toast(words.removed, async () => {
    await change(one.id, (now) => now ?? { ...one, rev: one.rev + 1 });
    await show();
    sendNow();
  });
  await show();
}

function slipRow(slip, waiting) {
  const row = copy("slip");
  row.querySelector(".avatar").textContent = initials(slip.who);
  row.querySelector(".title").textContent = slip.line;
  row.querySelector(".note").textContent = slip.about;
  const tapped = waiting && valueOf(waiting, "stage");
  for (const [stage, says] of slip.taps) {
    const chip = document.createElement("button");
    Object.assign(chip, { type: "button", className: "chip", textContent: says, ariaPressed: String(stage === tapped) });
    chip.addEventListener("click", () => report(slip, stage, waiting));
    row.querySelector(".taps").append(chip);
  }
  return row;
}

// The last tap counts, until one may have been sent.
async function report(slip, stage, waiting) {
  const data = new FormData();
  const again = waiting && !waiting.tries;
  data.set("seen", waiting && !again ? valueOf(waiting, "stage") : slip.stage);
  data.set("stage", stage);
  if (again) data.set("uuid", waiting.id);
  await add(here.user, slip.path, data);
  toast(words.kept);
  await show();
  sendNow();
}

async function show() {
  const all = await entries(here.user);
  for (const state of ["refused", "waiting", "sent"]) {
    const section = document.querySelector(`[data-list=${state}]`);
    const rows = all.filter((one) => one.state === state);
    section.hidden = !rows.length;
    section.querySelector("ul").replaceChildren(...(state === "sent" ? rows.reverse() : rows).map(rowOf));
  }
  const slips = document.querySelector("[data-list=slips]");
  const waiting = (slip) => all.findLast((one) => one.path === slip.path && one.state === "waiting");
  slips.hidden = !known?.slips.length;
  slips.querySelector("ul").replaceChildren(...(known?.slips ?? []).map((slip) => slipRow(slip, waiting(slip))));
}

function fillPeople(section) {
  const first = section.querySelector("[data-people]");
  if (!first) return;
  const rest = section.querySelector("details .people");
  const shown = known?.recent || 6;
  const chips = (known?.people ?? []).map(([key, name, seat]) => {
    const chip = copy("person");
    Object.assign(chip.querySelector("input"), { name: first.dataset.people, value: key });
    chip.querySelector(".avatar").textContent = initials(name);
    chip.querySelector("b").textContent = name;
    chip.querySelector(".note").textContent = seat ?? "";
    return chip;
  });
  first.replaceChildren(...chips.slice(0, shown));
  rest.replaceChildren(...chips.slice(shown));
  section.querySelector("details.more").hidden = chips.length <= shown;
}

function fill(form, fields) {
  form.reset();
  for (const [name, value] of fields) {
    const field = form.elements[name];
    if (!field) continue;
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
  for (const folded of form.querySelectorAll("details")) folded.open ||= Boolean(folded.querySelector(".people :checked"));
}

// Which form is open: by the address it stands at, or by what waits and is to be changed.
async function open() {
  const one = location.hash && (await entry(location.hash.slice(1)));
  const mine = one && one.user === here.user && one.state !== "sent" ? one : undefined;
  const kind = mine?.kind ?? kindOf(location.pathname);
  const section = PLACES[kind] ? by(kind) : by("home");
  for (const each of [by("home"), ...Object.keys(PLACES).map(by)]) each.hidden = each !== section;
  by("title").textContent = section.dataset.title ?? document.title.split(" · ")[0];
  by("back").hidden = section === by("home");
  if (section === by("home")) return show();
  by("toasts").replaceChildren(); // the button is where they stand
  const form = section.querySelector("form");
  fillPeople(section);
  const asked = new URLSearchParams(location.search);
  const today = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  fill(form, mine?.fields ?? [["receiver", asked.get("to") ?? ""], ["other", asked.get("with") ?? ""], ["day", today]]);
  if (kind === "referral" && !mine) await takeShared();
  form.dataset.entry = mine?.id ?? crypto.randomUUID();
  const wrong = form.querySelector(".say.bad");
  wrong.hidden = !mine?.wrong?.length;
  wrong.querySelector("p").textContent = mine?.wrong?.join(" ") ?? "";
  const again = form.elements.again?.closest(".field"); // asked only where the answer was that one is logged already
  if (again) again.hidden = !mine?.wrong?.length;
}

async function handIn(event) {
  const form = event.target;
  if (!form.dataset.path) return;
  event.preventDefault();
  const data = new FormData(form);
  data.set("uuid", form.dataset.entry);
  const kept = await entry(form.dataset.entry);
  await add(here.user, `${kept?.root ?? here.root}${form.dataset.path}`, data);
  if (location.pathname !== "/offline/") return location.assign("/offline/");
  history.replaceState(null, "", "/offline/");
  await open();
  toast(words.kept);
  sendNow();
}

async function nobody() {
  for (const section of document.querySelectorAll("#home, [data-title]")) section.hidden = true;
  by("title").textContent = document.title.split(" · ")[0];
  by("chapter").textContent = "Chapterhouse";
  by("away").hidden = true;
  by("waits").hidden = !(await somebodyWaits());
  by("nobody").hidden = false;
}

// Whether there is a network, whether they are signed in still, and what is new in their lists: one question.
async function ask() {
  let answer;
  try {
    answer = await fetch(`${here.root}phone/`, { redirect: "manual", signal: AbortSignal.timeout(8000) });
    if (answer.ok) {
      const fresh = await answer.json();
      await signedIn(fresh.user, here.root);
      await keep(listsName(fresh.user, here.root), { ...fresh, at: Date.now() });
      return "here";
    }
  } catch {
    return "away";
  }
  if (answer.status >= 500 || answer.status === 409) return "away";
  await signedOut(); // or no longer a member there
  return "out";
}

const again = () => performance.getEntriesByType("navigation")[0]?.type === "reload";

async function look(andSend = true) {
  const answer = await ask();
  by("away").hidden = answer !== "away";
  if (answer === "out") return nobody();
  if (answer === "away") return undefined;
  if (location.pathname !== "/offline/" && !typing && !again()) return location.reload(); // the real page is there
  const before = here.user;
  await recall();
  if (here.user !== before) return location.reload();
  if (!by("home").hidden) await show();
  return andSend ? sendNow() : undefined;
}

async function recall() {
  here = await who();
  known = here && (await lists(here));
  by("chapter").textContent = known?.chapter ?? "Chapterhouse";
  for (const tile of document.querySelectorAll("[data-to]")) tile.href = `${here?.root ?? "/"}${tile.dataset.to}`;
  by("as-of").hidden = !known;
  if (known) by("as-of").textContent = by("as-of").dataset.says.replace("{when}", moment(known.at));
  if (known) by("thanks_amount").labels[0].firstChild.textContent = `${words.business.replace("{currency}", known.currency)} `;
}

async function start() {
  await recall();
  if (!here) return nobody();
  by("away").hidden = location.pathname === "/offline/"; // elsewhere this page is here because there was no network
  await open();
  addEventListener("hashchange", open);
  document.addEventListener("submit", handIn);
  document.addEventListener("input", () => (typing = true));
  by("again").addEventListener("click", () => look());
  by("clear").addEventListener("click", async () => {
    for (const one of await entries(here.user)) if (one.state === "sent") await change(one.id, () => null);
    await show();
  });
  const heard = () => by("home").hidden || show();
  sendNow = keepSending(here.user, heard, ({ outcome, kept }) => {
    if (kept) ask().then(recall).then(heard); // what was reported is on the list no more
    if (outcome === "away" || outcome === "later") by("away").hidden = false;
    if (outcome === "done") by("away").hidden = true;
    if (outcome === "out") look(false);
  });
  return look();
}

start();
