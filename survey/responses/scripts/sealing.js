import { joinBytes, toUtf8 } from "./encoding.js";

// HPKE (RFC 9180) in base mode, as survey/sealing.py opens it:
// DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const KEM_SUITE = joinBytes(toUtf8("KEM"), [0, 16]);
const HPKE_SUITE = joinBytes(toUtf8("HPKE"), [0, 16, 0, 1, 0, 2]);
// An empty salt, spelt out: WebCrypto refuses a key without a byte.
const NO_SALT = new Uint8Array(32);

export function canSeal() {
  try {
    return Boolean(self.crypto && crypto.subtle && self.indexedDB);
  } catch (refusal) {
    return false;
  }
}

export async function seal(point, info, plain) {
  const subtle = crypto.subtle;
  const pair = await subtle.generateKey(CURVE, false, ["deriveBits"]);
  const receiver = await subtle.importKey("raw", point, CURVE, true, []);
  const enc = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
  const agreed = { name: "ECDH", public: receiver };
  const bits = await subtle.deriveBits(agreed, pair.privateKey, 256);
  const secret = await sharedSecret(new Uint8Array(bits), enc, point);
  const { key, nonce } = await keyAndNonce(secret, info);
  const cipher = await subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const sealed = await subtle.encrypt({ name: "AES-GCM", iv: nonce }, cipher, plain);
  return joinBytes(enc, new Uint8Array(sealed));
}

export async function sharedSecret(agreed, enc, point) {
  const drawn = await extract(KEM_SUITE, NO_SALT, "eae_prk", agreed);
  return expand(KEM_SUITE, drawn, "shared_secret", joinBytes(enc, point), 32);
}

export async function keyAndNonce(shared, info) {
  const mode = [0];
  const named = await extract(HPKE_SUITE, NO_SALT, "psk_id_hash", []);
  const told = await extract(HPKE_SUITE, NO_SALT, "info_hash", info);
  const context = joinBytes(mode, named, told);
  const secret = await extract(HPKE_SUITE, shared, "secret", []);
  return {
    key: await expand(HPKE_SUITE, secret, "key", context, 32),
    nonce: await expand(HPKE_SUITE, secret, "base_nonce", context, 12),
  };
}

function extract(suite, salt, label, input) {
  return hmac(salt, toUtf8("HPKE-v1"), suite, toUtf8(label), input);
}

async function expand(suite, secret, label, context, size) {
  const named = joinBytes([0, size], toUtf8("HPKE-v1"), suite, toUtf8(label));
  return (await hmac(secret, named, context, [1])).slice(0, size);
}

async function hmac(secret, ...parts) {
  const kind = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, kind, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, joinBytes(...parts)));
}
