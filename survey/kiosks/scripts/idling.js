// When nobody touches the screen any more: a warning first, then the end.

export const COUNTDOWN = 20; // WCAG 2.2.1 asks for as much
const LONGEST_HELD = 180e3;
const SIGNS_OF_LIFE = ["pointerdown", "keydown", "input", "wheel"];

export class Idling {
  // `warn(seconds)` each second of the countdown; `over` at its end.
  constructor(warn, over) {
    Object.assign(this, { warn, over, seconds: 60, timer: null, holding: null });
    Object.assign(this, { held: false, left: null });
    for (const name of SIGNS_OF_LIFE)
      addEventListener(name, () => this.touched(), { capture: true, passive: true });
  }

  start(seconds) {
    this.seconds = seconds;
    this.running = true;
    this.left = null;
    this.rest();
  }

  stop() {
    this.running = false;
    this.left = null;
    clearTimeout(this.timer);
  }

  // While somebody listens, time does not pass; but she may have gone.
  hold() {
    if (this.holding) return;
    this.held = true;
    clearTimeout(this.timer);
    this.holding = setTimeout(() => this.letGo(), LONGEST_HELD);
  }

  release() {
    clearTimeout(this.holding);
    this.holding = null;
    this.letGo();
  }

  letGo() {
    this.held = false;
    if (this.running && this.left === null) this.rest();
  }

  touched() {
    if (this.running && !this.held && this.left === null) this.rest();
  }

  rest() {
    clearTimeout(this.timer);
    this.left = null;
    this.timer = setTimeout(() => this.count(COUNTDOWN), this.seconds * 1000);
  }

  count(left) {
    this.left = left;
    if (left === 0) {
      this.stop();
      this.over();
      return;
    }
    this.warn(left);
    this.timer = setTimeout(() => this.count(left - 1), 1000);
  }
}
