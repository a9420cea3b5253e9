import { uuid4 } from "./encoding.js";

// Sends what waits, in order and one at a time, until the platform itself has
// said what became of it. A captive portal's "200 OK" is not such an answer.

const API = "/rate/api/submissions";
const FINAL = ["counted", "quarantined", "refused"];
const LOCK = "hailong-sending";
const PATIENCE = 30000;
const LONGEST_PAUSE = 300000;
const LONGEST_ASKED_FOR = 3600000;
// What may lie in one form alone; the forms behind it need not wait for it.
const OF_ONE_FORM = [400, 403, 404, 409, 410, 413, 415, 422, 500];

export class Sender {
  constructor(store, options) {
    const defaults = {
      language: "vi",
      onChange: () => {},
      onDone: () => {},
      onRefused: () => {},
      fetch: (...parts) => fetch(...parts),
      now: () => Date.now(),
      random: () => Math.random(),
    };
    Object.assign(this, defaults, options, { store, name: uuid4() });
    this.line = { tries: 0, nextAt: 0 };
    // What was put off where the store failed to write it down.
    this.unwritten = new Map();
  }

  // Send whenever there is hope: now, when the signal returns, when due.
  start() {
    self.addEventListener("online", () => this.kick(true));
    if (self.document) {
      document.addEventListener("visibilitychange", () => document.hidden || this.kick());
    }
    return this.kick();
  }

  async waiting() {
    return (await this.store.all()).filter(isWaiting).length;
  }

  // One round; `now` does not wait for what was put off.
  kick(now) {
    if (this.round) {
      this.again = this.again || now || false;
      return this.round;
    }
    this.again = null;
    this.round = this.alone(() => this.sendDue(now)).then(() => this.afterRound(), () => this.afterRound());
    return this.round;
  }

  async afterRound() {
    this.round = null;
    if (this.again !== null && this.again !== undefined) {
      const now = this.again;
      this.again = null;
      return this.kick(now);
    }
    return this.plan();
  }

  // Two tabs never send at the same time; the server would count once even so.
  async alone(send) {
    if (!navigator.locks) {
      return (await this.holdsLease()) && send().then(() => this.store.set(LOCK, undefined));
    }
    return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => lock && send());
  }

  holdsLease() {
    return this.store.lease(LOCK, this.name, this.now(), 2 * PATIENCE);
  }

  async sendDue(now) {
    if (!now && !this.isDue(this.line)) return;
    for (const record of (await this.store.all()).filter(isWaiting)) {
      if (!now && !this.isDue(this.putOff(record))) continue;
      if (!navigator.locks && !(await this.holdsLease())) return;
      if (!(await this.send(record))) return;
    }
  }

  // A moment too far ahead was written under another clock.
  isDue({ nextAt = 0 }) {
    return nextAt <= this.now() || nextAt > this.now() + 1.3 * LONGEST_ASKED_FOR;
  }

  // Send one record; say whether the line is good for the next.
  async send(record) {
    const { status, wait, answer } = await this.ask(record);
    const later = this.later(this.putOff(record).tries, wait);
    try {
      if (answer) await this.settle(record, answer);
      else await this.store.update(Object.assign({}, record, later));
      this.unwritten.delete(record.uuid);
    } catch (failure) {
      // A store that fails with one must not hold up the others.
      this.unwritten.set(record.uuid, later);
    }
    this.onChange();
    if (!answer && OF_ONE_FORM.includes(status)) return true;
    this.line = answer ? { tries: 0, nextAt: 0 } : this.later(this.line.tries, wait);
    return Boolean(answer);
  }

  later(before, wait) {
    const tries = (before || 0) + 1;
    return { tries, nextAt: this.now() + Math.max(this.pause(tries), wait) };
  }

  putOff(record) {
    return this.unwritten.get(record.uuid) || record;
  }

  async settle(record, answer) {
    const { state, reason, sentence } = answer;
    if (state === "refused") {
      await this.store.update(Object.assign({}, record, { state, reason, sentence }));
      this.onRefused(record, answer);
    } else {
      await this.store.remove(record.uuid);
      this.onDone(record, answer);
    }
  }

  pause(tries) {
    const length = Math.min(1000 * Math.pow(2, tries - 1), LONGEST_PAUSE);
    return length * (0.7 + 0.6 * this.random());
  }

  async ask(record) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), PATIENCE);
    try {
      const response = await this.fetch(`${API}?lang=${this.language}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: bodyOf(record),
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        signal: abort.signal,
      });
      const answer = finalAnswer(await response.text(), record.uuid);
      return { status: response.status, wait: askedPause(response, this.now()), answer };
    } catch (failure) {
      return { status: 0, wait: 0, answer: null };
    } finally {
      clearTimeout(timer);
    }
  }

  // Come back when the next record is due, or when another tab may be through.
  async plan() {
    clearTimeout(this.timer);
    const next = await this.nextMoment().catch(() => this.now() + PATIENCE);
    if (next === null) return;
    const pause = next - this.now();
    this.timer = setTimeout(() => this.kick(), Math.min(Math.max(pause, 1000), LONGEST_PAUSE));
  }

  async nextMoment() {
    const waiting = (await this.store.all()).filter(isWaiting);
    const moments = waiting.map((record) => this.putOff(record).nextAt || 0);
    return waiting.length ? Math.max(Math.min(...moments), this.line.nextAt) : null;
  }
}

function isWaiting(record) {
  return record.state === "waiting";
}

function bodyOf({ form, uuid, sealed, kiosk = null }) {
  return JSON.stringify({ form, uuid, sealed, kiosk });
}

function finalAnswer(text, uuid) {
  try {
    const answer = JSON.parse(text);
    return answer.uuid === uuid && FINAL.includes(answer.state) ? answer : null;
  } catch (failure) {
    return null;
  }
}

// Retry-After is seconds or a date.
function askedPause(response, now) {
  const told = response.headers.get("Retry-After");
  if (!told) return 0;
  const pause = /^\d+$/.test(told) ? 1000 * Number(told) : Date.parse(told) - now;
  return Math.min(Math.max(pause || 0, 0), LONGEST_ASKED_FOR);
}
