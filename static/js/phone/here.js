// On every page of a member: note who is signed in, fetch their last lists, send what waits, say what arrived.

import { add, keepSending, kindOf, waits } from "./outbox.js";
import { goOn } from "./push.js";
import { keep, lists, listsName, signedIn } from "./store.js";
import "./leaving.js";
import "./typed.js";

const FRESH_FOR = 5 * 60 * 1000;
const { user, member, root } = document.body.dataset;

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

// A tap on a list without network: it is kept, and its line says so.
function keepTaps(send) {
  document.addEventListener("htmx:sendError", async (event) => {
    const form = event.detail.elt;
    const path = event.detail.requestConfig?.path;
    if (!form.matches?.("form") || kindOf(path) !== "progress") return;
    await add(user, path, event.detail.requestConfig.formData);
    toast(document.getElementById("on-phone").dataset.kept);
    await showWaiting();
    send();
  });
}

async function start() {
  await signedIn(user, member, root);
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
