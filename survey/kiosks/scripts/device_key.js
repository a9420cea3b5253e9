import { toBase64url, toUtf8 } from "./encoding.js";

// The key that makes this tablet a kiosk. It never leaves the browser.

const SIGNING_CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", hash: "SHA-256" };

export async function makeDeviceKey() {
  return crypto.subtle.generateKey(SIGNING_CURVE, false, ["sign", "verify"]);
}

export async function publicKey(pair) {
  return toBase64url(new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey)));
}

export async function signature(pair, text) {
  const signed = await crypto.subtle.sign(SIGNING, pair.privateKey, toUtf8(text));
  return toBase64url(new Uint8Array(signed));
}
