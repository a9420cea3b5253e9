import { button, made, quietButton, sentence } from "./elements.js";
import { showCounters, showNotKept, showThanks } from "./between.js";
import { Listening, canBeHeard } from "./listening.js";
import { packed } from "./packing.js";
import { localDay } from "./local_day.js";
import { Question } from "./question.js";
import { Visit, contentOf } from "./visit.js";

// One person at the kiosk, from the first tap to the thanks.

const THANKS_FOR = 4000;

export class Answering {
  constructor(kiosk) {
    this.kiosk = kiosk;
    this.visit = null;
    this.listening = new Listening((part) => this.heard(part));
  }

  say(key, values) {
    return sentence(this.kiosk.language, key, values);
  }

  begin() {
    const { kiosk } = this;
    const { counters, idle_seconds: idle } = kiosk.settings;
    this.visit = new Visit(kiosk.bundle, kiosk.language);
    this.finishing = false;
    kiosk.idling.start(idle);
    if (counters.length > 1) this.askCounter();
    else this.goOn(counters[0] || null);
  }

  // Nothing of the person is left: neither in memory nor on the screen.
  forget() {
    clearTimeout(this.thanks);
    this.listening.stop();
    if (this.question) this.question.leave();
    this.visit = this.question = null;
    this.kiosk.counter = null;
  }

  askCounter() {
    this.kiosk.counter = this.visit.counter = null;
    this.kiosk.show(() => showCounters(this, (n) => this.goOn(n)));
  }

  goOn(counter) {
    this.kiosk.counter = this.visit.counter = counter;
    this.visit.at = 0;
    this.ask();
  }

  ask(error) {
    this.listening.stop();
    this.kiosk.show(() => this.drawQuestion(error));
  }

  drawQuestion(error) {
    const { visit, kiosk } = this;
    visit.language = kiosk.language;
    if (this.question) this.question.leave();
    this.question = new Question(visit, () => this.next(), () => this.settleNext());
    const drawn = this.question.draw(error);
    kiosk.stage.show("question", [this.listenButton()].concat(drawn).filter(Boolean), this.foot());
    this.settleNext();
    if (error) kiosk.stage.say(error);
  }

  foot() {
    const { kiosk, visit } = this;
    const shared = kiosk.settings.counters.length > 1;
    const asking = !shared || visit.counter !== null;
    const wrongCounter = shared && asking && visit.at === 0;
    const back = quietButton(this.say(wrongCounter ? "wrong_counter" : "back"), () => this.back());
    const total = visit.steps().length;
    const far = this.say("progress", { n: visit.at + 1, total });
    return [
      back,
      made("p", { class: "promise" }, this.say("promise")),
      quietButton(this.say("notice"), () => this.showNotice(), { class: "button plain" }),
      asking && made("p", { class: "far" }, far),
      asking && this.nextButton(),
    ].filter(Boolean);
  }

  nextButton() {
    const words = this.say(this.visit.isLast() ? "send" : "next");
    const pressed = (event) => this.question.takes(event) && this.next();
    return button(words, pressed, { id: "next" });
  }

  // A tap on a required choice goes on by itself: until then nothing to press.
  settleNext() {
    const { visit, question } = this;
    const next = document.getElementById("next");
    if (!next) return;
    const open = question.isChoice() && question.item.required;
    next.hidden = open && !visit.form.given(question.item).length;
    next.textContent = this.say(visit.isLast() ? "send" : "next");
  }

  listenButton() {
    const { visit, kiosk } = this;
    const { item } = visit.step();
    if (!canBeHeard(item, kiosk.language)) return null;
    const pressed = () =>
      this.listening.playing
        ? this.listening.stop()
        : this.listening.start(item, kiosk.language);
    return quietButton(this.say("listen"), pressed, { id: "listen" });
  }

  heard(part) {
    if (part === null) this.kiosk.idling.release();
    else this.kiosk.idling.hold();
    if (this.question) this.question.markHeard(part);
    const listen = document.getElementById("listen");
    if (listen) listen.textContent = this.say(part === null ? "listen" : "silence");
  }

  next() {
    const problem = this.question.problem();
    if (problem) this.ask(problem);
    else if (this.visit.isLast()) this.finish(false);
    else {
      this.visit.at += 1;
      this.ask();
    }
  }

  back() {
    const { visit, kiosk } = this;
    const shared = kiosk.settings.counters.length > 1;
    if (visit.at > 0) {
      visit.at -= 1;
      this.ask();
    } else if (shared && visit.counter !== null) this.askCounter();
    else kiosk.rest();
  }

  showNotice() {
    this.listening.stop();
    const shown = this.kiosk.current;
    this.kiosk.showNotice(() => this.kiosk.show(shown));
  }

  // Sealed, signed once and kept, and only then thanked for.
  async finish(partial) {
    if (this.finishing) return;
    this.finishing = true;
    const { kiosk, visit } = this;
    try {
      const content = contentOf(visit, partial);
      const day = localDay(Date.now());
      const enrolled = kiosk.memory.enrolled();
      await kiosk.store.put(await packed(content, visit.uuid, visit.bundle, enrolled, day));
    } catch (_reason) {
      this.finishing = false;
      if (partial) kiosk.rest();
      else kiosk.show(() => showNotKept(kiosk, () => this.finish(false)));
      return;
    }
    this.forget();
    kiosk.idling.stop();
    kiosk.sender.kick();
    if (partial) kiosk.rest();
    else this.thank();
  }

  thank() {
    const { kiosk } = this;
    kiosk.show(() => showThanks(kiosk));
    this.thanks = setTimeout(() => kiosk.rest(), THANKS_FOR);
  }

  // What happens with answers when somebody has walked away.
  over() {
    if (this.keepsPartial() && !this.finishing) this.finish(true);
    else this.kiosk.rest();
  }

  keepsPartial() {
    const { visit } = this;
    return Boolean(visit && visit.bundle.keep_partial && visit.hasAnswers());
  }
}
