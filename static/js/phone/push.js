// Notifications in this browser: for whoever asked for them here, as long as they are signed in.

const OWNER = "told";
const FRESH = "told-lately";

const worker = () => navigator.serviceWorker.ready;
const subscription = async () => (await navigator.serviceWorker?.getRegistration())?.pushManager?.getSubscription();
const bytes = (key) => Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

export const possible = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
export const asked = (user) => localStorage.getItem(OWNER) === user && Notification.permission === "granted";

async function post(fields) {
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  const answer = await fetch("/device/", { method: "POST", headers, body: new URLSearchParams(fields), redirect: "manual" });
  return answer.ok;
}

async function tell(found) {
  const { endpoint, keys } = found.toJSON();
  return post({ endpoint, p256dh: keys.p256dh, auth: keys.auth });
}

export async function start(user, key) {
  if ((await Notification.requestPermission()) !== "granted") return false;
  await end();
  const found = await (await worker()).pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  if (!(await tell(found))) return false;
  localStorage.setItem(OWNER, user);
  return true;
}

// The push service forgets this browser, which needs no network of ours; the server hears it now or from the service.
export async function end() {
  localStorage.removeItem(OWNER);
  const found = await subscription();
  if (!found) return;
  await post({ endpoint: found.endpoint, end: "yes" }).catch(() => {});
  await found.unsubscribe();
}

// The sign-in may be another than the one it was asked under; another person here is told nothing.
export async function goOn(user) {
  const owner = localStorage.getItem(OWNER);
  if (!owner || !possible()) return;
  if (owner !== user) return end();
  if (sessionStorage.getItem(FRESH)) return;
  const found = await subscription();
  if (found && (await tell(found))) sessionStorage.setItem(FRESH, "yes");
}
