// Letters larger or smaller, and more contrast: for one person, not for the next.

const LARGEST = 2;

export class Appearance {
  constructor(kiosk) {
    this.kiosk = kiosk;
    this.size = 0;
    this.high = false;
  }

  reset() {
    clearTimeout(this.fading);
    this.size = 0;
    this.high = false;
    this.apply();
  }

  resize(step) {
    this.size = Math.min(Math.max(this.size + step, 0), LARGEST);
    this.apply();
    this.fade();
  }

  contrast() {
    this.high = !this.high;
    this.apply();
    this.kiosk.redraw("contrast");
  }

  apply() {
    const { classList } = document.documentElement;
    for (let size = 1; size <= LARGEST; size += 1)
      classList.toggle(`size-${size}`, size === this.size);
    classList.toggle("high", this.high);
  }

  // Somebody who changed the look and went away does not change it for others.
  fade() {
    clearTimeout(this.fading);
    const { resting, settings } = this.kiosk;
    if (!resting) return;
    const back = () => this.kiosk.resting && this.kiosk.rest();
    this.fading = setTimeout(back, settings.idle_seconds * 1000);
  }
}
