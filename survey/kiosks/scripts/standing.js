import { isDayOff, isSilentTooLong, localDay, stoodBack } from "./local_day.js";

// Whether this kiosk may take answers now, and if not, why.

// `offset` is how far the platform has last seen this clock ahead.
export function standing(memory, bundle, now, offset) {
  if (memory.revoked) return "revoked";
  if (!memory.enrolled()) return "enrol";
  const { contact, latest, settings } = memory;
  if (isSilentTooLong(now, latest || 0, contact || 0)) return "stale";
  if (!settings.form_url) return "closed";
  if (!bundle) return "unfetched";
  return localDay(now - offset) > bundle.closes_on ? "closed" : "attract";
}

// What staff should see at a glance; each a key of the words.
export function warnings(memory, { now, offset, online, storageKept }) {
  const found = [];
  if (!online) found.push("offline");
  if (stoodBack(now, memory.latest || 0) || isDayOff(offset || 0)) found.push("clock_wrong");
  if (storageKept === false) found.push("storage_refused");
  return found;
}
