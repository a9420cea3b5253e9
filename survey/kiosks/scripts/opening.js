import { canSeal } from "./sealing.js";
import { openStore } from "./store.js";
import { Kiosk } from "./kiosk.js";
import { showUnsupported } from "./resting.js";
import { Stage } from "./stage.js";

// Whether this browser can be a kiosk at all; then the kiosk.

function lacking() {
  if (!self.isSecureContext) return "insecure";
  if (!canSeal() || !navigator.serviceWorker || !self.caches) return "too_old";
  return null;
}

function refuse(why) {
  const nobody = { language: "vi", languages: () => [], appearance: null };
  nobody.stage = new Stage(nobody);
  showUnsupported(nobody, why);
}

export async function startKiosk() {
  const why = lacking();
  if (why) {
    refuse(why);
    return;
  }
  let store;
  try {
    store = await openStore("kiosk");
  } catch (_refused) {
    refuse("no_storage");
    return;
  }
  await new Kiosk(store).start();
}

startKiosk();
