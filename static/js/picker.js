// Find a person by typing: shows the filter of _components/people.html and folds away whoever does not match.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

for (const picker of document.querySelectorAll("[data-picker]")) {
  const filter = picker.querySelector("[data-filter]");
  if (!filter) continue;
  const details = filter.closest("details");
  const people = [...details.querySelectorAll(".chip")];
  filter.hidden = false;
  filter.addEventListener("input", () => {
    const words = plain(filter.value).split(/\s+/);
    for (const one of people) one.hidden = !words.every((word) => plain(one.innerText || one.textContent).includes(word));
  });
  filter.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    people.find((one) => !one.hidden)?.querySelector("input").click();
  });
  details.addEventListener("toggle", () => details.open && filter.focus());
  if (details.querySelector(":checked")) details.open = true;
}
