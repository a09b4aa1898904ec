// The page a scan opens: "I'm here" presses itself, but not while the browser only looks ahead. Without script it is one tap.

const press = () => document.querySelector("[data-at-once]")?.requestSubmit();
if (document.prerendering) document.addEventListener("prerenderingchange", press, { once: true });
else press();
