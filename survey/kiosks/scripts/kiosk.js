import { Sender } from "./sending.js";
import { Answering } from "./answering.js";
import { Appearance } from "./appearance.js";
import { showStillThere } from "./between.js";
import { fetchBundle, keptBundle } from "./form_cache.js";
import { Heartbeat } from "./heartbeat.js";
import { Idling } from "./idling.js";
import { Memory } from "./memory.js";
import {
  showAttract,
  showClosedDoor,
  showEnrolment,
  showNotice,
  showStatus,
} from "./resting.js";
import { hangStaffDoor } from "./staff_door.js";
import { Stage } from "./stage.js";
import { standing, warnings } from "./standing.js";
import { Updating } from "./updating.js";

// The kiosk as a whole: who is enrolled, what is on the screen, what is sent.

const FORM_AGES_AFTER = 10 * 60e3;
const BEFORE_ENROLMENT = [
  { code: "vi", name: "Tiếng Việt" },
  { code: "en", name: "English" },
];

export class Kiosk {
  constructor(store) {
    this.store = store;
    this.memory = new Memory(store);
    this.appearance = new Appearance(this);
    this.stage = new Stage(this);
    this.answering = new Answering(this);
    this.sender = new Sender(store, {
      onChange: () => this.showStatus(),
      onDone: (_record, answer) => this.sent(answer),
    });
    this.idling = new Idling(
      (left) => showStillThere(this, left, () => this.goOn()),
      () => this.answering.over(),
    );
    this.heartbeat = new Heartbeat(
      () => this.report(),
      (told) => this.heard(told),
      () => this.silence(),
    );
    this.updating = new Updating(() => this.resting);
    Object.assign(this, { bundle: null, online: navigator.onLine, offset: 0, counter: null });
  }

  get settings() {
    return this.memory.settings;
  }

  async start() {
    await this.memory.load();
    if (this.settings && this.settings.form_url)
      this.bundle = await keptBundle(this.settings.form_url).catch(() => null);
    this.rest();
    hangStaffDoor(this);
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    this.storageKept = await askToKeep();
    this.updating.start().catch(() => null);
    this.sender.start();
    await this.heartbeat.start();
  }

  // --- what is on the screen ---

  show(draw) {
    this.resting = false;
    this.current = draw;
    draw();
  }

  // Back to the start, as the next person should find it.
  rest() {
    this.answering.forget();
    this.idling.stop();
    this.appearance.reset();
    this.language = this.languages()[0].code;
    this.drawResting();
  }

  drawResting() {
    this.state = standing(this.memory, this.bundle, Date.now(), this.offset);
    const drawings = {
      enrol: () => showEnrolment(this),
      attract: () => showAttract(this),
    };
    this.show(drawings[this.state] || (() => showClosedDoor(this, this.state)));
    this.resting = this.state !== "enrol";
    this.showStatus();
    this.updating.settle();
  }

  goOn() {
    this.idling.rest();
    this.show(this.current);
  }

  begin() {
    this.drawResting(); // midnight, or the fourteenth day, may have passed
    if (this.state === "attract") this.answering.begin();
  }

  showNotice(back) {
    if (!back) this.idling.start(this.settings.idle_seconds);
    this.show(() => showNotice(this, back || (() => this.rest())));
  }

  async showStatus() {
    if (!this.resting) return;
    const waiting = await this.sender.waiting();
    showStatus(this, waiting, warnings(this.memory, this.condition()));
  }

  condition() {
    const { offset, online, storageKept } = this;
    return { now: Date.now(), offset, online, storageKept };
  }

  languages() {
    const offered = this.bundle ? this.bundle.languages : (this.settings || {}).languages;
    return offered || BEFORE_ENROLMENT;
  }

  speak(code) {
    this.language = code;
    this.redraw(`speak-${code}`);
  }

  redraw(focus) {
    const { resting } = this;
    this.show(this.current);
    this.resting = resting;
    this.showStatus();
    const tool = document.getElementById(focus) || document.getElementById("speak");
    if (tool) tool.focus();
    this.appearance.fade();
  }

  // --- what the platform says ---

  async enrolled(pair, told) {
    await this.memory.enrol(pair, told);
    this.online = true;
    await this.refresh();
    await this.heartbeat.beat(); // whether our clock is right, before anybody answers
    this.rest();
    this.sender.kick(true);
  }

  enrolAnew() {
    this.idling.stop();
    this.show(() => showEnrolment(this));
  }

  async report() {
    const enrolled = this.memory.enrolled();
    if (!enrolled) return null;
    await this.memory.ticked();
    const waiting = (await this.store.all()).filter((record) => record.state === "waiting");
    return {
      enrolled,
      queued: waiting.length,
      oldestDay: waiting.length ? waiting[0].day : null,
      storageKept: this.storageKept,
    };
  }

  async heard(told) {
    const again = !this.online || !this.reached; // also after a power cut
    Object.assign(this, { online: true, reached: true });
    this.offset = Date.now() - Date.parse(told.now);
    if (told.state === "revoked") await this.memory.revoke();
    else {
      await this.memory.contacted(told.settings);
      await this.refresh();
    }
    if (again) this.sender.kick(true);
    this.settle();
  }

  silence() {
    this.online = false;
    this.settle();
  }

  // Who answers goes on with the form she began with; a revoked tablet stops.
  settle() {
    const now = standing(this.memory, this.bundle, Date.now(), this.offset);
    const begun = this.answering.visit;
    if (this.resting ? now !== this.state : begun && now === "revoked") this.rest();
    else if (this.resting) {
      this.showStatus();
      this.updating.settle();
    }
  }

  async refresh() {
    const url = this.settings.form_url;
    const old = url === this.fetchedFrom && Date.now() - this.fetchedAt < FORM_AGES_AFTER;
    if (!url || (old && this.bundle)) return;
    if (this.bundle && !url.endsWith(`/${this.bundle.form}/form.json`)) this.bundle = null;
    try {
      this.bundle = await fetchBundle(url);
      Object.assign(this, { fetchedFrom: url, fetchedAt: Date.now() });
    } catch (_broken) {
      this.bundle = this.bundle || (await keptBundle(url).catch(() => null));
    }
  }

  async sent(answer) {
    if (answer.state === "quarantined")
      await this.memory.keep({ quarantined: (this.memory.quarantined || 0) + 1 });
  }
}

async function askToKeep() {
  if (!navigator.storage || !navigator.storage.persist) return null;
  return navigator.storage.persist().catch(() => null);
}
