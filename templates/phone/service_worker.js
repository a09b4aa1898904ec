{% load static %}// Keeps the shell of the app for when there is no network. Never a page: what it shows of people is in their own lists.

import { add, kindOf, send } from "{% static 'js/phone/outbox.js' %}";
import { entries, keep, who } from "{% static 'js/phone/store.js' %}";

const SHELL = "shell-{{ version }}";
const PAGE = "/offline/";
const FILES = [PAGE{% for file in files %}, "{{ file }}"{% endfor %}];
const PATIENCE = 10000;
const AWAY = new Set([502, 503, 504]); // of a server in front of ours: nobody behind it answered

self.addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: "no-cache", credentials: "omit" }));
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(old());
});

const kept = (path) => caches.match(path, { cacheName: SHELL, ignoreVary: true });
const silence = () => new Promise((resolve, reject) => setTimeout(reject, PATIENCE));

// A page: from the network, and where there is none (or no answer), the app that needs none.
async function page(request) {
  try {
    return await Promise.race([fetch(request), silence()]);
  } catch {
    return (await kept(PAGE)) ?? Response.error();
  }
}

// What is handed in where the network is away, or no answer comes, waits on this phone for whoever typed it (it arrives once
// all the same, by its id). Only from a page of ours: another site's form would be refused by the server, and must not get
// in by way of the queue.
async function handIn(request) {
  if (!request.referrer.startsWith(`${location.origin}/`)) return fetch(request);
  const typed = request.clone();
  const sent = fetch(request);
  try {
    const answer = await Promise.race([sent, silence()]);
    if (!AWAY.has(answer.status)) return answer;
  } catch {
    if (request.signal.aborted) return Response.error(); // they changed their mind
  }
  const here = await who();
  const data = await typed.formData();
  if (!here || (data.get("queue_of") ?? here.user) !== here.user) return sent;
  await add(here.user, new URL(request.url).pathname, data);
  return Response.redirect(PAGE, 303);
}

// Something shared with the app stays on the phone, and the form of a referral takes it up.
async function share(request) {
  const here = await who();
  if (here) await keep("shared", Object.fromEntries((await request.formData()).entries()));
  return Response.redirect(here ? `${here.root}pass/` : "/", 303);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && request.mode === "navigate") {
    if (url.pathname === "/share/") event.respondWith(share(request));
    else if (kindOf(url.pathname)) event.respondWith(handIn(request));
  } else if (request.method === "GET" && url.pathname === PAGE) {
    event.respondWith(kept(PAGE).then((found) => found ?? fetch(request)));
  } else if (request.method === "GET" && request.mode === "navigate") {
    event.respondWith(page(request));
  } else if (request.method === "GET" && FILES.includes(url.pathname)) {
    event.respondWith(kept(url.pathname).then((found) => found ?? fetch(request)));
  }
});

// News for whoever is signed in here: what the server said, and where it leads.
self.addEventListener("push", (event) => {
  const { title, body, tag, acts } = event.data.json();
  const actions = acts.map(({ label }, number) => ({ action: String(number), title: label }));
  const shown = { body, tag, actions, icon: "{% static 'img/icon-192.png' %}", data: acts.map(({ path }) => path) };
  event.waitUntil(self.registration.showNotification(title, shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const path = event.notification.data[Number(event.action)] ?? "/";
  event.waitUntil(self.clients.openWindow(new URL(path, location.origin).href));
});

// The browser says that the network is back, also when no page is open.
self.addEventListener("sync", (event) => {
  const sendAll = async () => {
    const here = await who();
    if (!here) return;
    await send(here.user);
    if ((await entries(here.user)).some((one) => one.state === "waiting")) throw new Error("again later");
  };
  if (event.tag === "outbox") event.waitUntil(sendAll());
});
