// Notifications in this browser: for whoever asked for them here, as long as they are signed in.

const OWNER = "told"; // who asked for them, and in which round (accounts.User.devices_ended)
const FRESH = "told-lately";
const PATIENCE = 5000;
const REFUSED = 422;

const worker = () => navigator.serviceWorker.ready;
const subscription = async () => (await navigator.serviceWorker?.getRegistration())?.pushManager?.getSubscription();
const bytes = (key) => Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (key) => btoa(String.fromCharCode(...new Uint8Array(key))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const owner = () => (localStorage.getItem(OWNER) ?? "").split(" ");

export const possible = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

function post(fields) {
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  const signal = AbortSignal.timeout(PATIENCE);
  return fetch("/device/", { method: "POST", headers, body: new URLSearchParams(fields), redirect: "manual", signal });
}

function tell(found, more) {
  const { endpoint, keys } = found.toJSON();
  return post({ endpoint, p256dh: keys.p256dh, auth: keys.auth, key: text(found.options.applicationServerKey), ...more });
}

export async function start(user, key, round) {
  if ((await Notification.requestPermission()) !== "granted") return false;
  await end();
  const found = await (await worker()).pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  if (!(await tell(found)).ok) return false;
  localStorage.setItem(OWNER, `${user} ${round}`);
  return true;
}

// The push service forgets this browser, which needs no network of ours; the server hears it now or from the service.
export async function end() {
  localStorage.removeItem(OWNER);
  const found = await subscription();
  if (!found) return;
  await found.unsubscribe();
  await post({ endpoint: found.endpoint, end: "yes" }).catch(() => {});
}

// The sign-in may be another than the one it was asked under; another person here is told nothing. The server refuses where
// it was asked before news was to come by mail again, or for another key of the server's.
export async function goOn(user, surely = document.referrer.startsWith(`${location.origin}/accounts/`)) {
  const [whose, round = "0"] = owner();
  if (!whose || !possible()) return;
  if (whose !== user) return end();
  if (!surely && sessionStorage.getItem(FRESH)) return;
  const found = await subscription();
  if (!found) return localStorage.removeItem(OWNER); // the push service, or the browser, has forgotten it
  const answer = await tell(found, { round });
  if (answer.status === REFUSED) return end();
  if (answer.ok) sessionStorage.setItem(FRESH, "yes");
}

// Whether this person is told here, as the server has it; where it cannot be asked, as this browser has it.
export async function asked(user) {
  if (Notification.permission !== "granted") return false;
  await goOn(user, true).catch(() => {});
  return owner()[0] === user;
}
