import { button, make } from "./asking.js";
import { draftOf, sweepDrafts } from "./draft.js";
import { receiptScreen, reviewScreen, toldScreen } from "./ending.js";
import { changeLooksInPage } from "./looks.js";
import { packed } from "./packing.js";
import { Sender } from "./sending.js";
import { openStore } from "./store.js";
import { WaitingLine } from "./waiting.js";

// The second part: what is kept on the device, the review, and sending. The
// server puts WORDS and LINKS before it.

/* global WORDS, LINKS */
const SOON = 8000;

export async function openKeeper() {
  changeLooksInPage();
  const store = await openStore("phone").catch(() => openStore("phone"));
  await sweepDrafts(store);
  const keeper = new Keeper(store);
  keeper.sender.start();
  await keeper.line.show();
  return keeper;
}

function wordsIn(language) {
  return WORDS[language] || WORDS.vi;
}

async function fetchLanguage(bundle, address, code) {
  const url = new URL(address, location);
  url.searchParams.set("speaking", code);
  for (const pause of [0, 5000, 20000, 60000]) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const response = await fetch(url).catch(() => ({}));
    const further = response.ok ? await response.json().catch(() => {}) : null;
    if (further && further.instrument === bundle.instrument) return mixInto(bundle, further);
  }
}

// As deep as sentences lie: what is known stays, what is new is added.
function mixInto(known, further) {
  for (const key of Object.keys(further)) {
    if (known[key] && typeof known[key] === "object") mixInto(known[key], further[key]);
    else known[key] = further[key];
  }
}

class Keeper {
  constructor(store) {
    const { lang } = document.documentElement;
    this.store = store;
    this.line = new WaitingLine(store, wordsIn(lang), LINKS, () => this.sender.kick(true));
    this.sender = new Sender(store, {
      language: lang,
      onChange: () => this.line.show(),
      onDone: (record, answer) => this.tell(record, answer) || this.line.tell(answer.receipt),
      // Shown on the spot it has been seen; else it stays until somebody has.
      onRefused: (record, answer) => this.tell(record, answer) && store.remove(record.uuid),
    });
  }

  // The form in the languages that it did not come in; tried once more where
  // there was no signal.
  async learn(journey, address) {
    const { bundle } = journey;
    for (const { code } of bundle.languages) {
      if (!(code in bundle.words)) await fetchLanguage(bundle, address, code);
    }
    if (journey.page && !journey.closed) journey.drawTop();
  }

  // --- the draft --------------------------------------------------------------

  async keep(journey) {
    const { fields, bundle, form, page, language } = journey;
    if (!this.draft) this.draft = await draftOf(this.store, bundle.form, fields.code);
    const { instrument } = bundle;
    const at = page ? page.id : null;
    const answers = form.answers;
    return this.draft.write(Object.assign({}, fields, { instrument, language, at, answers }));
  }

  // The same as the server offers where it holds the draft.
  async offerDraft(start, fields, bundle, resume) {
    const form = await bundle;
    if (!form) return;
    this.draft = await draftOf(this.store, form.form, fields.code);
    const kept = await this.draft.read();
    if (!kept || kept.instrument !== form.instrument) return;
    const words = wordsIn(fields.language);
    const anew = make("button", { class: "button quiet main" }, words.anew);
    for (const old of start.querySelectorAll("p:not(.card), .buttons")) old.remove();
    start.append(
      make("p", {}, words.begun),
      make("div", { class: "buttons" }, button(words.go_on, () => resume(form, kept)), anew),
    );
  }

  // --- the end ----------------------------------------------------------------

  review(journey) {
    const { form, language } = journey;
    const words = wordsIn(language);
    const screen = reviewScreen(journey, words, {
      back: () => journey.go(form.pageOf(form.askedItems().pop())),
      send: (event) => this.send(journey, event.target),
      change: (event, item) => {
        event.preventDefault();
        journey.go(form.pageOf(item), true);
        journey.focusOn(`#q-${item.id}`);
      },
    });
    journey.draw(words.look_through, screen);
  }

  async send(journey, pressed) {
    pressed.disabled = true;
    try {
      await this.store.put(await packed(journey));
    } catch (failure) {
      // Nothing can be kept here: the server's own form takes the answers.
      return journey.sendPlainly();
    }
    this.journey = journey;
    const words = wordsIn(journey.language);
    this.sender.language = words.lang;
    journey.end(words.sending, [make("h1", { role: "status" }, words.sending)]);
    if (this.draft) await this.draft.remove().catch(() => {});
    const late = new Promise((resolve) => setTimeout(resolve, SOON));
    await Promise.race([this.sender.kick(true), late]);
    if (this.journey !== journey) return;
    await this.line.show().catch(() => {});
    journey.end(words.kept, toldScreen(words, LINKS, words.kept, words.kept_how));
  }

  // What became of it, as the platform says; also when that comes late.
  tell(record, answer) {
    const { journey } = this;
    if (!journey || journey.fields.uuid !== record.uuid) return false;
    this.journey = null;
    const words = wordsIn(journey.language);
    if (answer.state === "refused") {
      journey.end(words.refused, toldScreen(words, LINKS, words.refused, answer.sentence));
    } else {
      journey.end(words.counted, receiptScreen(words, LINKS, answer.receipt, journey));
    }
    return true;
  }
}
