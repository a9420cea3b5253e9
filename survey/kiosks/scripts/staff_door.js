import { button, made, quietButton, sentence } from "./elements.js";
import { forgiveWrongPins, isPin, noteWrongPin, secondsToWait } from "./pin.js";
import { showStaffScreen } from "./staff_screen.js";

// Hidden from visitors: the office's name, pressed for three seconds.

const LONG_PRESS = 3000;
const PIN_LENGTH = 6;
const PAD = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "delete", "0"];

export function hangStaffDoor(kiosk) {
  const name = document.getElementById("office");
  let timer = null;
  name.addEventListener("pointerdown", () => {
    timer = setTimeout(() => kiosk.settings && new PinPad(kiosk).open(), LONG_PRESS);
  });
  for (const end of ["pointerup", "pointerleave", "pointercancel"])
    name.addEventListener(end, () => clearTimeout(timer));
  name.addEventListener("contextmenu", (event) => event.preventDefault());
}

class PinPad {
  constructor(kiosk) {
    this.kiosk = kiosk;
    this.typed = "";
  }

  say(key, values) {
    return sentence(this.kiosk.language, key, values);
  }

  open() {
    this.kiosk.answering.forget();
    this.kiosk.idling.start(this.kiosk.settings.idle_seconds);
    this.shown = () => this.draw();
    this.kiosk.show(this.shown);
  }

  draw() {
    const pad = PAD.map((key) =>
      key === "delete"
        ? quietButton(this.say("delete"), () => this.take(-1))
        : quietButton(key, () => this.take(key)),
    );
    const content = made(
      "div",
      { class: "narrow pin" },
      made("h1", {}, this.say("pin_title")),
      made("p", { id: "dots", class: "dots", role: "img", "aria-label": this.say("pin_typed", { n: 0 }) }),
      made("p", { id: "wrong", class: "error", role: "alert" }),
      made("div", { class: "pad" }, ...pad),
    );
    content.addEventListener("keydown", (event) => this.pressed(event));
    this.kiosk.stage.show("pin", [content], [
      button(this.say("back"), () => this.kiosk.rest()),
    ]);
    this.showDots();
  }

  pressed(event) {
    if (/^[0-9]$/.test(event.key)) this.take(event.key);
    else if (event.key === "Backspace") this.take(-1);
  }

  showDots() {
    const dots = document.getElementById("dots");
    dots.textContent = "●".repeat(this.typed.length) + "○".repeat(PIN_LENGTH - this.typed.length);
    dots.setAttribute("aria-label", this.say("pin_typed", { n: this.typed.length }));
  }

  take(key) {
    if (this.checking) return;
    this.typed = key === -1 ? this.typed.slice(0, -1) : this.typed + key;
    this.showDots();
    if (this.typed.length === PIN_LENGTH) this.check();
  }

  async check() {
    const { memory, settings } = this.kiosk;
    const wrong = document.getElementById("wrong");
    this.checking = true;
    const waits = secondsToWait(memory, Date.now());
    const right = !waits && (await isPin(this.typed, settings.pin));
    this.checking = false;
    this.typed = "";
    if (right) await forgiveWrongPins(memory);
    else if (!waits) await noteWrongPin(memory, Date.now());
    if (this.kiosk.current !== this.shown) return; // somebody went back meanwhile
    if (right) {
      showStaffScreen(this.kiosk);
      return;
    }
    this.showDots();
    const left = waits || secondsToWait(memory, Date.now());
    wrong.textContent = left ? this.say("pin_wait", { n: left }) : this.say("pin_wrong");
  }
}
