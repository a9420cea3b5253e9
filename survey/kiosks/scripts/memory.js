// What the tablet remembers beside the queue: who it is and what it was told.

const KEPT = ["pair", "device", "settings", "revoked", "contact", "latest",
  "quarantined", "wrongPins", "pinsFrom"];

export class Memory {
  constructor(store) {
    this.store = store;
  }

  async load() {
    for (const key of KEPT) this[key] = (await this.store.setting(key)) || null;
  }

  async keep(values) {
    Object.assign(this, values);
    for (const key of Object.keys(values)) await this.store.set(key, values[key]);
  }

  async enrol(pair, told) {
    const now = Date.now();
    const { device, settings } = told;
    await this.keep({ pair, device, settings, revoked: null, contact: now, latest: now });
  }

  // A revoked tablet can sign nothing any more; what waits is signed already.
  async revoke() {
    await this.keep({ pair: null, revoked: true });
  }

  async contacted(settings) {
    const now = Date.now();
    await this.keepIfThereIsRoom({ settings, contact: now, latest: now });
  }

  async ticked() {
    const now = Date.now();
    if (now > (this.latest || 0)) await this.keepIfThereIsRoom({ latest: now });
  }

  // On a full disk the tablet must still hear that it was revoked, and send.
  async keepIfThereIsRoom(values) {
    await this.keep(values).catch(() => null);
  }

  enrolled() {
    return this.pair && this.device ? { pair: this.pair, device: this.device } : null;
  }
}
