// Signing out takes everything from this device, after a warning where something waits to be sent.

import { waits } from "./outbox.js";
import { end } from "./push.js";
import { who, wipe } from "./store.js";

const ASKS = "/accounts/logout/";
const marks = () => Object.keys(localStorage).filter((name) => name.startsWith("chapterhouse:")).length;

async function left() {
  const here = await who();
  return { here, count: (here ? (await waits(here.user)).length : 0) + marks() };
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (new URL(form.getAttribute("action") ?? "", location.href).pathname !== ASKS) return;
  event.preventDefault();
  const { here, count } = await left().catch(() => ({ count: 0 }));
  if (count && location.pathname !== ASKS) return location.assign(ASKS);
  if (here) await wipe(here.user).catch(() => {}); // first: the rest asks the network
  await end().catch(() => {});
  form.submit();
});

const warning = document.getElementById("leaving");
if (warning) {
  left().then(({ count }) => {
    warning.hidden = !count;
    warning.querySelector("p").textContent = warning.dataset.says.replace("{n}", count);
  });
}
