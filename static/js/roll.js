// Roll call by keyboard: P L S M A mark the row that has the focus, up and down walk, the next unmarked row gets the focus.

const roll = document.querySelector(".roll");
const rows = () => [...roll.querySelectorAll(".roll-row")];
const enter = (row) => row?.querySelector("button[aria-pressed=true], button")?.focus();
const nextUnmarked = (from) => {
  const all = rows();
  const at = all.findIndex((row) => row.id === from);
  return [...all.slice(at + 1), ...all.slice(0, at + 1)].find((row) => !row.classList.contains("marked"));
};

roll?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const row = event.target.closest(".roll-row");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!row) return;
  if (step) {
    enter(rows()[rows().indexOf(row) + step]);
    event.preventDefault();
  } else if (/^[plsma]$/i.test(event.key)) {
    row.querySelector(`[data-key=${event.key.toLowerCase()}]`)?.click();
    event.preventDefault();
  }
});

// A mark is shown and left behind at once, so that thirty taps need not wait for thirty answers; the answer swaps the row.
roll?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-key]");
  const row = button?.closest(".roll-row");
  if (!row || button.value.endsWith(":")) return;
  for (const other of row.querySelectorAll("[data-key]")) other.ariaPressed = other === button;
  row.classList.add("marked");
  enter(nextUnmarked(row.id) ?? row);
});

// No answer, or a refusal: the mark did not hold.
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    const row = event.detail.elt.closest?.(".roll-row");
    if (!row) return;
    for (const button of row.querySelectorAll("[data-key]")) button.ariaPressed = false;
    row.classList.remove("marked");
    enter(row);
  });
}

if (roll && !roll.contains(document.activeElement) && document.activeElement === document.body) enter(nextUnmarked(""));
