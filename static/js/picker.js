// Find a person by typing: shows the filter of _components/people.html and folds away whoever does not match. Names and
// seats are on the page; for a need ("boiler") the chapter's profiles are asked.

const A_MOMENT = 250;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const { root } = document.body.dataset;

// Those whose profile speaks of it, by key, with the words that were found.
async function whoseProfileSays(words) {
  const answer = await fetch(`${root}members/?${new URLSearchParams({ q: words })}`, { headers: { "HX-Request": "true" } });
  if (!answer.ok || answer.redirected) return new Map();
  const rows = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll(".row:has(.found)");
  const keyOf = (row) => row.querySelector("a.title").getAttribute("href").split("/").at(-2);
  return new Map([...rows].map((row) => [keyOf(row), row.querySelector(".found").textContent]));
}

for (const picker of document.querySelectorAll("[data-picker]")) {
  const filter = picker.querySelector("[data-filter]");
  if (!filter) continue;
  const details = filter.closest("details");
  const people = () => [...details.querySelectorAll(".chip")];
  let asking;
  filter.hidden = false;

  function show(words, found) {
    for (const one of people()) {
      one.querySelector(".found")?.remove();
      const says = found.get(one.querySelector("input").value);
      one.hidden = !says && !words.every((word) => plain(one.innerText || one.textContent).includes(word));
      if (!says) continue;
      const note = document.createElement("span");
      Object.assign(note, { className: "note found", textContent: says });
      one.querySelector("b").parentElement.append(note);
    }
  }

  filter.addEventListener("input", () => {
    clearTimeout(asking);
    const typed = filter.value.trim();
    const words = plain(typed).split(/\s+/);
    show(words, new Map());
    if (!root || typed.length < 3) return;
    asking = setTimeout(async () => {
      const found = await whoseProfileSays(typed).catch(() => new Map());
      if (filter.value.trim() === typed) show(words, found);
    }, A_MOMENT);
  });
  filter.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    people().find((one) => !one.hidden)?.querySelector("input").click();
  });
  details.addEventListener("toggle", () => details.open && filter.focus());
  if (details.querySelector(":checked")) details.open = true;
}
