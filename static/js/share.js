// A link to hand on: copied, or shared by what the phone has for it. Without script it stands in a field, and a mail can be begun.

for (const share of document.querySelectorAll("[data-share]")) {
  const { link, text } = share.dataset;
  const copy = share.querySelector("[data-copy]");
  const hand = share.querySelector("[data-share-it]");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link);
    copy.textContent = copy.dataset.done;
  });
  hand.hidden = !navigator.share;
  hand.addEventListener("click", () => navigator.share({ text, url: link }).catch(() => {}));
  if (!navigator.share) copy.classList.remove("plain");
}
