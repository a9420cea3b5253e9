import { button, make } from "./asking.js";
import { groupedReceipt } from "./ending.js";
import { phrase } from "./form.js";

// The line on every page that says what this device still holds.

export class WaitingLine {
  constructor(store, words, links, sendNow) {
    Object.assign(this, { store, words, links, sendNow, told: [] });
  }

  // What was counted in the background is said until the page is left.
  tell(receipt) {
    this.told.push(receipt);
  }

  async show() {
    const { words } = this;
    const drawn = this.draw(await this.store.all());
    const old = this.box;
    const holder = make("div", { class: "card stack", role: "status" }, ...drawn);
    this.box = drawn.length ? make("aside", { class: "kept", "aria-label": words.kept }, holder) : null;
    if (old) old.remove();
    if (this.box) document.querySelector("main").before(this.box);
  }

  draw(records) {
    const { words, links } = this;
    const waiting = records.filter(({ state }) => state === "waiting").length;
    const count = phrase(words, waiting === 1 ? "one_waiting" : "waiting", { num: waiting });
    const refused = records.filter(({ state }) => state === "refused");
    return [].concat(
      waiting ? [make("p", {}, count), button(words.send_now, this.sendNow, "quiet")] : [],
      this.told.map((receipt) => {
        const code = make("a", { href: links.receipt + receipt }, groupedReceipt(receipt));
        return make("p", {}, `${words.sent_later} ${words.receipt}: `, code);
      }),
      ...refused.map(({ uuid, sentence }) => [
        make("p", {}, make("strong", {}, words.refused), `. ${sentence}`),
        button(words.understood, () => this.store.remove(uuid).then(() => this.show()), "quiet"),
      ]),
    );
  }
}
