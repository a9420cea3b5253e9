import { fromBase64url, toBase64url, toUtf8 } from "./encoding.js";

// The PIN that lets staff past the ratings, checked without a network.

const PIN_TRIES = 5;
const PIN_PAUSE = 60e3;

export async function isPin(typed, { salt, hash, rounds }) {
  const key = await crypto.subtle.importKey("raw", toUtf8(typed), "PBKDF2", false, ["deriveBits"]);
  const how = {
    name: "PBKDF2",
    hash: "SHA-256",
    salt: fromBase64url(salt),
    iterations: rounds,
  };
  const bits = await crypto.subtle.deriveBits(how, key, 256);
  return toBase64url(new Uint8Array(bits)) === hash;
}

// Kept on the tablet, so that a reload forgives nothing.
export function secondsToWait(memory, now) {
  const left = (memory.pinsFrom || 0) - now;
  return left > 0 && left <= PIN_PAUSE ? Math.ceil(left / 1000) : 0;
}

export async function noteWrongPin(memory, now) {
  const wrongPins = (memory.wrongPins || 0) + 1;
  if (wrongPins < PIN_TRIES) await memory.keep({ wrongPins });
  else await memory.keep({ wrongPins: 0, pinsFrom: now + PIN_PAUSE });
}

export async function forgiveWrongPins(memory) {
  if (memory.wrongPins || memory.pinsFrom) await memory.keep({ wrongPins: 0, pinsFrom: 0 });
}
