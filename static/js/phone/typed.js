// What was typed is still there after signing in again: kept in this tab alone, for the same person and the same page.

const NAME = "typed";
const SKIP = "[type=password], [type=file], [name=csrfmiddlewaretoken], [type=submit], button";
const { user } = document.body.dataset;
const here = location.pathname + location.search;
const keyOf = (form) => form.getAttribute("action") || form.getAttribute("hx-post") || "";

function remember() {
  const forms = [...document.forms].map((form) => {
    const fields = [...form.elements].filter((one) => one.name && !one.matches(SKIP));
    return [keyOf(form), fields.map(({ name, type, value, checked }) => [name, type, value, checked])];
  });
  sessionStorage.setItem(NAME, JSON.stringify({ user, here, forms }));
}

function bring({ forms }) {
  for (const [key, fields] of forms) {
    const form = [...document.forms].find((one) => keyOf(one) === key);
    for (const [name, type, value, checked] of form ? fields : []) {
      const found = [...form.elements].filter((one) => one.name === name);
      if (type === "radio" || type === "checkbox") for (const one of found) one.value === value && (one.checked = checked);
      else if (found[0]) found[0].value = value;
    }
    form?.querySelectorAll("details").forEach((one) => (one.open ||= Boolean(one.querySelector(":checked"))));
  }
}

const kept = JSON.parse(sessionStorage.getItem(NAME) ?? "null");
const back = document.referrer && new URL(document.referrer).pathname.startsWith("/accounts/");
if (kept) {
  sessionStorage.removeItem(NAME);
  if (back && kept.user === user && kept.here === here) bring(kept);
}
document.addEventListener("submit", (event) => event.target.method === "post" && user && remember());
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (user && event.detail.xhr.getResponseHeader("HX-Redirect")?.startsWith("/accounts/")) remember();
});
