// The big screen asks for news every two seconds, ticks by itself, and says so quietly while the server is away.
// It asks without cookies: the page is public, and the server need not look anybody up.

const EVERY = 2000;
const PATIENCE = 5000;
const away = document.getElementById("away");
const room = () => document.getElementById("room");
let offset = Number(room().dataset.now) - Date.now();
let lastHeard = Date.now();
const serverNow = () => Date.now() + offset;
const two = (number) => String(number).padStart(2, "0");

function timeOfDay(at) {
  const local = new Date(at + Number(room().dataset.offset));
  return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}

function tick() {
  document.getElementById("clock").textContent = timeOfDay(serverNow());
  const left = document.getElementById("left");
  if (!left) return;
  const seconds = Math.round((Number(room().dataset.due) - serverNow()) / 1000);
  const whole = Math.abs(seconds);
  left.textContent = `${seconds < 0 ? "+" : ""}${Math.floor(whole / 60)}:${two(whole % 60)}`;
  left.classList.toggle("over", seconds < 0);
}

function heard() {
  lastHeard = Date.now();
  away.hidden = true;
}

function unheard() {
  away.textContent = away.dataset.says.replace("{time}", timeOfDay(lastHeard + offset));
  away.hidden = false;
}

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.getElementById("room");
  if (!fresh) return unheard();
  room().replaceWith(document.adoptNode(fresh));
  offset = Number(fresh.dataset.now) - Date.now();
  tick();
  heard();
}

async function ask() {
  const options = { credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
  try {
    const answer = await fetch(`?version=${room().dataset.version}`, options);
    if (answer.status === 204) heard();
    else if (answer.ok) show(await answer.text());
    else unheard();
  } catch {
    unheard();
  }
  setTimeout(ask, EVERY);
}

setInterval(tick, 250);
tick();
setTimeout(ask, EVERY);
