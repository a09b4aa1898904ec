// On every page of a member: note who is signed in, fetch their last lists, send what waits, say what arrived.

import { add, keepSending, kindOf, valueOf, waits } from "./outbox.js";
import { goOn } from "./push.js";
import { entries, keep, lists, listsName, signedIn } from "./store.js";
import "./leaving.js";
import "./typed.js";

const FRESH_FOR = 5 * 60 * 1000;
const PATIENCE = 10 * 1000;
const { user, root } = document.body.dataset;

async function freshLists() {
  const known = await lists({ user, root });
  if (known && known.at > Date.now() - FRESH_FOR) return;
  const answer = await fetch(`${root}phone/`, { redirect: "manual" });
  if (answer.ok) await keep(listsName(user, root), { ...(await answer.json()), at: Date.now() });
}

function toast(says) {
  const made = document.getElementById("toast").content.cloneNode(true);
  made.querySelector("p").textContent = says;
  document.getElementById("toasts").append(made);
}

async function showWaiting() {
  const line = document.getElementById("on-phone");
  const all = await waits(user);
  const refused = all.filter((one) => one.state === "refused").length;
  line.hidden = !all.length;
  const { some, wrong } = line.dataset;
  line.querySelector("a").textContent = (refused ? wrong : some).replace("{n}", refused || all.length);
}

// A tap on a list without network, or without an answer: it is kept, and its line says so. One more follows the one before.
function keepTaps(send) {
  const unanswered = async ({ detail: { elt, requestConfig } }) => {
    if (!elt.matches?.("form") || kindOf(requestConfig?.path) !== "progress") return;
    const { path, formData } = requestConfig;
    const before = (await entries(user)).findLast((one) => one.path === path && one.state === "waiting");
    if (before) formData.set("seen", valueOf(before, "stage"));
    await add(user, path, formData);
    toast(document.getElementById("on-phone").dataset.kept);
    await showWaiting();
    send();
  };
  document.addEventListener("htmx:configRequest", ({ detail }) => kindOf(detail.path) === "progress" && (detail.timeout = PATIENCE));
  document.addEventListener("htmx:sendError", unanswered);
  document.addEventListener("htmx:timeout", unanswered);
}

async function start() {
  await signedIn(user, root);
  if (location.pathname !== "/offline/") navigator.serviceWorker?.register("/sw.js", { type: "module" }).catch(() => {});
  let arrived = [];
  const heard = ({ outcome, says }) => {
    if (outcome === "kept") arrived.push(says);
    return showWaiting();
  };
  const went = () => {
    const many = document.getElementById("on-phone").dataset.many.replace("{n}", arrived.length);
    if (arrived.length) toast((arrived.length === 1 && arrived[0]) || many);
    arrived = [];
  };
  keepTaps(keepSending(user, heard, went));
  await showWaiting();
  await freshLists();
  await goOn(user);
}

// The form says whose it is: sent later, by whoever is signed in then, it is refused where that is somebody else.
document.addEventListener("formdata", (event) => {
  if (user && kindOf(new URL(event.target.getAttribute("action") ?? "", location.href).pathname)) event.formData.set("queue_of", user);
});
if (root && globalThis.indexedDB) start().catch(() => {}); // a device that keeps nothing works as ever
