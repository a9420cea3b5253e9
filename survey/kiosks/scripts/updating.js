// A new version takes over while nobody answers, and never in between.

const LOOK_EVERY = 10 * 60e3;

export class Updating {
  constructor(mayTakeOver) {
    this.mayTakeOver = mayTakeOver;
    this.registration = null;
    this.reloadDue = false;
  }

  async start() {
    const controlled = Boolean(navigator.serviceWorker.controller);
    // The first worker ever takes a page that is as new as itself.
    let first = !controlled;
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      this.reloadDue = !first;
      first = false;
      this.settle();
    });
    setInterval(() => this.look(), LOOK_EVERY);
    await this.register();
  }

  async register() {
    const registration = await navigator.serviceWorker.register("/kiosk/worker.js", {
      scope: "/kiosk/",
      updateViaCache: "none",
    });
    if (this.registration) return;
    this.registration = registration;
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing;
      if (coming) coming.addEventListener("statechange", () => this.settle());
    });
  }

  // Look for a new version; say whether there is one.
  async look() {
    if (!this.registration) await this.register().catch(() => null);
    if (!this.registration) return false;
    await this.registration.update().catch(() => null);
    const found = this.registration.installing || this.registration.waiting;
    this.settle();
    return Boolean(found || this.reloadDue);
  }

  // Called whenever the screen is at rest.
  settle() {
    if (!this.registration || !this.mayTakeOver()) return;
    if (this.reloadDue) location.reload();
    else if (this.registration.waiting)
      this.registration.waiting.postMessage("take over");
  }
}
