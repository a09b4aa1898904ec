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

// The row that was marked is swapped; move on from it, unless its mark was taken back.
let marked = "";
roll?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-key]");
  if (button) marked = button.value.endsWith(":") ? "" : button.closest(".roll-row").id;
});
document.addEventListener("htmx:afterSettle", () => {
  if (!marked) return;
  enter(nextUnmarked(marked) ?? document.getElementById(marked));
  marked = "";
});

if (roll && !roll.contains(document.activeElement) && document.activeElement === document.body) enter(nextUnmarked(""));
