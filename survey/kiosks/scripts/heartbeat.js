import { localTime } from "./local_day.js";
import { signature } from "./device_key.js";
import { inTime } from "./patience.js";

// Every half minute: "I am here", and what the platform has to say.

const EVERY = 30e3;

export function ask(path, body) {
  return inTime(async (signal) => {
    const answer = await fetch(path, {
      method: "POST",
      credentials: "omit",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal,
    });
    return { status: answer.status, told: await answer.json() };
  });
}

export class Heartbeat {
  // `report` tells what to say, `heard` takes the answer, `lost` a silence.
  constructor(report, heard, lost) {
    Object.assign(this, { report, heard, lost, underway: false });
  }

  start() {
    setInterval(() => this.beat(), EVERY);
    addEventListener("online", () => this.beat());
    addEventListener("offline", () => this.lost());
    return this.beat();
  }

  async beat() {
    if (this.underway) return;
    this.underway = true;
    try {
      await this.once();
    } finally {
      this.underway = false;
    }
  }

  async once() {
    const said = await this.report();
    if (!said) return;
    if (!navigator.onLine) {
      this.lost();
      return;
    }
    try {
      const answer = await ask("/kiosk/api/heartbeat", await signedBeat(said));
      if (answer.told && answer.told.state) await this.heard(answer.told);
      else this.lost();
    } catch (_broken) {
      this.lost();
    }
  }
}

async function signedBeat(said) {
  const { pair, device } = said.enrolled;
  const at = localTime(Date.now());
  const text = `hailong heartbeat 1\n${device}\n${at}\n${said.queued}`;
  return {
    device,
    at,
    queued: said.queued,
    oldest_day: said.oldestDay,
    version: KIOSK_VERSION,
    storage_kept: said.storageKept,
    signature: await signature(pair, text),
  };
}
