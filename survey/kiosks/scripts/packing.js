import { fromBase64url, toBase64url, toHex, toUtf8 } from "./encoding.js";
import { seal } from "./sealing.js";
import { signature } from "./device_key.js";

// Answers made unreadable for everybody but the platform, and signed once.

async function sha256(bytes) {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

export async function packed(content, uuid, bundle, enrolled, day) {
  const info = toUtf8(`hailong submission 1\n${uuid}\n${bundle.form}`);
  const plain = toUtf8(JSON.stringify(content));
  const sealed = await seal(fromBase64url(bundle.transport), info, plain);
  const claim = ["hailong kiosk 1", enrolled.device, bundle.form, uuid, day];
  const signed = claim.concat(await sha256(sealed)).join("\n");
  return {
    uuid,
    form: bundle.form,
    sealed: toBase64url(sealed),
    kiosk: {
      device: enrolled.device,
      day,
      signature: await signature(enrolled.pair, signed),
    },
    day,
    state: "waiting",
    reason: null,
    sentence: null,
    tries: 0,
    nextAt: 0,
  };
}
