// Roll call by keyboard: P L S M T A mark the row that has the focus, up and down walk, the next unmarked row gets the focus.

import { Outbox, post } from "./outbox.js";

const roll = document.querySelector(".roll");
const rows = () => [...roll.querySelectorAll(".roll-row")];
const radios = (row) => [...row.querySelectorAll("[type=radio]")];
const enter = (row) => row && (radios(row).find((radio) => radio.checked) ?? radios(row)[0])?.focus();
const nextUnmarked = (from) => {
  const all = rows();
  const at = all.findIndex((row) => row.id === from);
  return [...all.slice(at + 1), ...all.slice(0, at + 1)].find((row) => !row.classList.contains("marked"));
};
const goOn = (row) => enter(nextUnmarked(row.id) ?? row);

roll?.addEventListener("keydown", (event) => {
  const row = event.target.closest(".roll-row");
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches(".who")) {
    if (event.key !== "Enter") return;
    event.preventDefault(); // the name is saved as the focus leaves it
    return goOn(row);
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    enter(rows()[rows().indexOf(row) + step]);
    event.preventDefault();
  } else if (/^[plsmta]$/i.test(event.key)) {
    document.getElementById(row.id + event.key.toLowerCase())?.click();
    event.preventDefault();
  }
});

// Where nothing has the focus (its toast went), a key leads to the next unmarked row; it marks nobody.
let last = "";
roll?.addEventListener("focusin", (event) => {
  last = event.target.closest(".roll-row")?.id ?? last;
});
document.addEventListener("keydown", (event) => {
  if (!roll?.querySelector("[type=radio]") || document.activeElement !== document.body) return;
  if (event.ctrlKey || event.metaKey || event.altKey || !/^([plsmta]|Arrow(Up|Down))$/i.test(event.key)) return;
  enter(nextUnmarked(last) ?? document.getElementById(last) ?? rows()[0]);
  event.preventDefault();
});

// A mark is shown and left behind at once, so that thirty taps need not wait for thirty answers; the answer swaps the row.
// Who came instead is asked where it stands.
let asked = "";
roll?.addEventListener("change", (event) => {
  const row = event.target.closest(".roll-row");
  if (event.target.type !== "radio") return;
  row.classList.add("marked");
  asked = event.target.value === "substitute" ? `s${row.id.slice(1)}` : "";
  if (!asked) goOn(row);
});
document.addEventListener("htmx:afterSettle", () => {
  const name = asked && document.getElementById(asked);
  if (!name) return;
  asked = "";
  name.focus();
});

// Undo goes away with its toast: the focus returns to the row that was undone.
let undone = "";
document.addEventListener("submit", (event) => {
  if (event.target.closest("#toasts")) undone = event.target.querySelector("[name^=m]")?.name ?? "";
});
document.addEventListener("htmx:afterSettle", () => {
  if (!undone || document.activeElement !== document.body) return;
  enter(document.getElementById(undone));
  undone = "";
});

// A refusal: the mark did not hold, and the page says so.
function takeBack(row) {
  for (const radio of radios(row)) radio.checked = radio.defaultChecked;
  row.classList.toggle("marked", radios(row).some((radio) => radio.checked));
  document.getElementById("toasts").replaceChildren(document.getElementById("unsaved").content.cloneNode(true));
  enter(row);
}

// No answer: the mark stays as tapped, is kept on this device, and is sent once the network is back. The last word counts.
const outbox = roll && new Outbox(roll.closest("[data-outbox]").dataset.outbox);

function keep(row) {
  const mark = radios(row).find((radio) => radio.checked)?.value ?? "";
  const who = row.querySelector(".who")?.value ?? "";
  outbox.all = [...outbox.all.filter((entry) => entry.row !== row.id), { row: row.id, mark, who }];
  showWaiting();
}

function showWaiting() {
  const waiting = outbox.all;
  const line = document.getElementById("waiting");
  line.hidden = !waiting.length;
  line.textContent = line.dataset.says.replace("{n}", waiting.length);
  for (const row of rows()) row.classList.toggle("waits", waiting.some((entry) => entry.row === row.id));
  for (const entry of waiting) {
    const row = document.getElementById(entry.row);
    for (const radio of row ? radios(row) : []) radio.checked = radio.value === entry.mark;
    row?.classList.toggle("marked", Boolean(entry.mark));
  }
}

let sending = false;
async function send() {
  if (sending || !outbox?.size) return;
  sending = true;
  while (outbox.size) {
    const [entry] = outbox.all;
    const fields = { [entry.row]: entry.mark, [entry.row.replace("m", "s")]: entry.who, shown: document.getElementById("shown").value };
    const { outcome, reload } = await post(roll.closest("form").action, fields);
    if (outcome === "away") break;
    outbox.done(entry);
    const row = document.getElementById(entry.row);
    if (outcome === "refused" && row) takeBack(row);
    if (reload && !outbox.size && roll.querySelector("[type=radio]")) location.reload();
  }
  sending = false;
  showWaiting();
}

if (outbox) {
  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = event.detail.elt.closest?.(".roll-row");
    if (!row || !(outbox.size || sending)) return;
    event.preventDefault(); // what waits goes first, in order
    keep(row);
    send();
  });
  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      undone = "";
      const row = event.detail.elt.closest?.(".roll-row");
      if (!row) return;
      const status = event.detail.xhr?.status ?? 0;
      if (status >= 400 && status < 500 && status !== 409 && status !== 429) takeBack(row);
      else keep(row);
    });
  }
  document.addEventListener("htmx:afterSettle", () => outbox.size && showWaiting());
  addEventListener("online", send);
  setInterval(send, 2000);
  showWaiting();
  send();
}

if (roll && !roll.contains(document.activeElement) && document.activeElement === document.body) enter(nextUnmarked(""));
