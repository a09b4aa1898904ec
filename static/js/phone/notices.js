// The page of how news reaches me: notifications in this browser, on and off.

import { asked, end, possible, start } from "./push.js";

const card = document.getElementById("push");
const says = card.querySelector("[role=status]");
const [on, off] = card.querySelectorAll("button");
const { user } = document.body.dataset;

async function show() {
  const told = await asked(user);
  on.hidden = told;
  off.hidden = !told;
  says.textContent = Notification.permission === "denied" ? card.dataset.denied : told ? card.dataset.told : card.dataset.could;
  on.disabled = Notification.permission === "denied";
}

async function act(button, work) {
  button.disabled = true;
  const done = await work().catch(() => false);
  button.disabled = false;
  await show();
  if (done === false && Notification.permission !== "denied") says.textContent = card.dataset.failed;
}

if (possible()) {
  on.addEventListener("click", () => act(on, () => start(user, card.dataset.key, card.dataset.round)));
  off.addEventListener("click", () => act(off, end));
  show();
}
