// Small comforts for every page. Everything here also works without it.

const root = document.documentElement;

// A form is sent once: a second tap while it is under way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.submitter?.getAttribute("formmethod") === "dialog") return;
  if (form.ariaBusy === "true") return event.preventDefault();
  form.ariaBusy = "true";
});
addEventListener("pageshow", () => document.querySelectorAll("[data-once]").forEach((form) => (form.ariaBusy = null)));

// Dialogs, toasts.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialog).showModal();
  }
  event.target.closest("[data-dismiss]")?.closest(".toast").remove();
});

const toasts = document.getElementById("toasts");
function greet() {
  for (const toast of toasts.querySelectorAll(".toast:not([data-met])")) {
    toast.dataset.met = "";
    toast.querySelector("[data-dismiss]").hidden = false;
    if ("fades" in toast.dataset) setTimeout(() => toast.remove(), 8000);
  }
}
if (toasts) {
  greet();
  new MutationObserver(greet).observe(toasts, { childList: true });
}

// Arrow keys walk along chips that are buttons or links; radios do it by themselves.
document.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const chip = step && event.target.closest(".chips > :is(a, button)");
  if (!chip) return;
  const all = [...chip.parentElement.children];
  all[(all.indexOf(chip) + step + all.length) % all.length].focus();
  event.preventDefault();
});

// What was wrong comes first.
document.querySelector("[aria-invalid=true]")?.focus();

// A phone whose keyboard covers the page instead of resizing it: lift the main act above it.
visualViewport?.addEventListener("resize", () => {
  const covered = Math.max(0, innerHeight - visualViewport.height * visualViewport.scale);
  root.style.setProperty("--keyboard", `${covered > 120 ? covered : 0}px`);
});
