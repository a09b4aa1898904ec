// What this device keeps for whoever is signed in on it: what waits to be sent, their last lists, and who that is.
// Why so little, and for how long: docs/decisions/0011-the-phone.md.

const KEPT_FOR = 14 * 24 * 3600 * 1000;
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("chapterhouse", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("entries", { keyPath: "id" });
      request.result.createObjectStore("things", { keyPath: "name" });
    };
    request.onsuccess = () => resolve(forgetOld(request.result));
    request.onerror = () => reject(request.error);
  });
  return opened;
}

// Whoever opens it finds nothing that is too old, whosever it was.
function forgetOld(database) {
  const transaction = database.transaction("things", "readwrite");
  const things = transaction.objectStore("things");
  const asked = things.getAll();
  asked.onsuccess = () => {
    for (const { name, at } of asked.result) if (!(at > Date.now() - KEPT_FOR)) things.delete(name);
  };
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(database);
    transaction.onabort = () => reject(transaction.error);
  });
}

// One transaction on one store; resolves, once it is on the disk, to what `work` asked for.
async function within(name, mode, work) {
  const transaction = (await open()).transaction(name, mode, { durability: "strict" });
  const asked = work(transaction.objectStore(name));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(asked?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const thing = (name) => within("things", "readonly", (store) => store.get(name));
export const keep = (name, value) => within("things", "readwrite", (store) => store.put({ at: Date.now(), ...value, name }));
export const drop = (name) => within("things", "readwrite", (store) => store.delete(name));
export const entry = (id) => within("entries", "readonly", (store) => store.get(id));

// Everybody's entries, the oldest first; what is too old goes.
async function all() {
  const found = await within("entries", "readonly", (store) => store.getAll());
  const old = found.filter((one) => one.at < Date.now() - KEPT_FOR);
  if (old.length) await within("entries", "readwrite", (store) => old.forEach((one) => store.delete(one.id)));
  return found.filter((one) => !old.includes(one)).sort((one, other) => one.at - other.at || one.id.localeCompare(other.id));
}

export const entries = async (user) => (await all()).filter((one) => one.user === user);
export const unsent = (one) => one.state !== "sent";
export const somebodyWaits = async () => (await all()).some(unsent);

// Read an entry and write what `make` makes of it, with nobody in between: null removes it, undefined leaves it.
export const change = (id, make) =>
  within("entries", "readwrite", (store) => {
    const asked = store.get(id);
    asked.onsuccess = () => {
      const made = make(asked.result);
      if (made) store.put(made);
      else if (made === null) store.delete(id);
    };
    return asked;
  });

// Who is signed in on this device, as far as it knows: nobody after two weeks without a page of theirs.
export async function who() {
  const found = await thing("who");
  return found && found.at > Date.now() - KEPT_FOR ? found : undefined;
}

export const listsName = (user, root) => `lists:${user}:${root}`;
export const lists = (one) => thing(listsName(one.user, one.root));

// Somebody signed in: whatever lists somebody else had here are gone, what they wrote stays theirs and unseen.
export async function signedIn(user, root) {
  await within("things", "readwrite", (store) => {
    const asked = store.get("who");
    asked.onsuccess = () => {
      if (asked.result?.user !== user) store.clear();
      store.put({ name: "who", user, root, at: Date.now() });
    };
  });
}

// Nobody is signed in: no lists. What waits is kept for whoever wrote it.
export const signedOut = () => within("things", "readwrite", (store) => store.clear());

// They sign out: nothing of theirs stays, on the roll-call and run-sheet pages neither.
export async function wipe(user) {
  for (const one of await entries(user)) await change(one.id, () => null);
  await signedOut();
  for (const name of Object.keys(localStorage)) if (name.startsWith("chapterhouse:")) localStorage.removeItem(name);
  sessionStorage.clear();
}
