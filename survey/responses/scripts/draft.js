import { drawBytes, fromUtf8, toHex, toUtf8 } from "./encoding.js";

// Answers under way, so that a reload loses none. They are kept for a day at
// most, under a key that never leaves the browser's own store.

const DRAFT = "draft ";
const ONE_DAY = 86400000;

export class Draft {
  constructor(store, name) {
    Object.assign(this, { store, name, written: Promise.resolve(), kept: null });
  }

  async read() {
    const kept = await this.store.setting(this.name);
    if (!isFresh(kept)) return null;
    const how = { name: "AES-GCM", iv: kept.iv };
    const plain = await crypto.subtle.decrypt(how, kept.key, kept.sealed);
    this.kept = kept;
    return JSON.parse(fromUtf8(plain));
  }

  // One after the other: an older one must not land on a newer. One that failed
  // does not keep the next from being written.
  write(content) {
    this.written = this.written.catch(() => {}).then(() => this.seal(content));
    return this.written;
  }

  async seal(content) {
    const kind = { name: "AES-GCM", length: 256 };
    const kept = this.kept || {
      key: await crypto.subtle.generateKey(kind, false, ["encrypt", "decrypt"]),
      until: Date.now() + ONE_DAY,
    };
    const iv = drawBytes(12);
    const plain = toUtf8(JSON.stringify(content));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, kept.key, plain);
    this.kept = Object.assign({}, kept, { iv, sealed });
    return this.store.set(this.name, this.kept);
  }

  async remove() {
    await this.written.catch(() => {});
    this.kept = null;
    return this.store.set(this.name, undefined);
  }
}

// Two codes on one phone are two people: neither sees the other's answers. The
// name is a digest, so that the code itself is not written down.
export async function draftOf(store, form, code) {
  const digest = await crypto.subtle.digest("SHA-256", toUtf8(`${form}\n${code || ""}`));
  return new Draft(store, DRAFT + toHex(new Uint8Array(digest)));
}

export async function sweepDrafts(store) {
  for (const name of await store.keys(DRAFT)) {
    if (!isFresh(await store.setting(name))) await store.set(name, undefined);
  }
}

// A moment more than a day ahead was written under another clock.
function isFresh(kept) {
  const left = kept ? kept.until - Date.now() : 0;
  return left > 0 && left <= ONE_DAY;
}
