// Who should they call? From the phone's contacts, or from what was shared with the app. Neither has been tried on a phone.

import { drop, thing } from "./store.js";

const form = document.querySelector("[data-prefill]");
const ADDRESS = /[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+/;
const NUMBER = /\+?\d[\d\s()/-]{6,}\d/;

function fill(values) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements[name];
    if (!field || !value) continue;
    field.value = value;
    const folded = field.closest("details");
    if (folded) folded.open = true;
  }
}

async function choose() {
  const [one] = await navigator.contacts.select(["name", "tel", "email"]).catch(() => []);
  if (one) fill({ prospect: one.name?.[0], prospect_phone: one.tel?.[0], prospect_email: one.email?.[0] });
}

// A card or a few lines: the title is who, a number and an address find their fields, the rest is what they need.
function parts({ title, text, url }) {
  const all = [text, url].filter(Boolean).join("\n");
  const [address] = all.match(ADDRESS) ?? [];
  const [number] = all.replace(address ?? "", "").match(NUMBER) ?? [];
  const rest = [address, number, title].reduce((left, found) => (found ? left.replace(found, "") : left), all);
  return { prospect: title, prospect_phone: number, prospect_email: address, need: rest.trim() };
}

export async function takeShared() {
  const shared = await thing("shared");
  if (!shared) return;
  await drop("shared");
  fill(parts(shared));
}

if (form) {
  const button = form.querySelector("[data-contacts]");
  button.hidden = !("contacts" in navigator && "ContactsManager" in globalThis);
  button.addEventListener("click", choose);
  if (form.dataset.prefill && globalThis.indexedDB) takeShared().catch(() => {});
}
