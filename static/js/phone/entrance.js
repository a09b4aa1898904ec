// A page for whoever is not signed in: this device shows nobody's lists any more, and says where something waits.

import { signedOut, somebodyWaits } from "./store.js";

const line = document.getElementById("waits");
if (globalThis.indexedDB) {
  signedOut()
    .then(somebodyWaits)
    .then((found) => line && (line.hidden = !found))
    .catch(() => {});
}
