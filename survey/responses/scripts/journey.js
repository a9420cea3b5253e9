import { headingOf, languageButtons, make, questionScreen } from "./asking.js";
import { plainWords, valuesIn } from "./drawing.js";
import { Form, phrase } from "./form.js";

// One person at one form, from screen to screen without a request. The keeper
// (keeping.js) comes once the first page is shown: it keeps, shows the review
// and sends.

const TYPING = 400;
const PATIENCE = 5000;

export const wait = () => new Promise((resolve) => setTimeout(resolve, PATIENCE));

export class Journey {
  // `fields`: what the start page carried, or a draft: uuid, language, code …
  constructor(bundle, fields, keeper) {
    Object.assign(this, { fields, keeper, bundle, language: fields.language, page: null });
    if (!this.words) this.language = Object.keys(bundle.words)[0];
    this.form = new Form(bundle, fields.answers);
    this.main = document.querySelector("main");
    this.start = { nodes: Array.from(this.main.childNodes), title: document.title };
    this.languages = document.querySelector(".languages");
    // What is not drawn anew stays in the language that the server said it in.
    for (const old of document.querySelectorAll(".look, .foot")) {
      old.lang = document.documentElement.lang;
    }
    this.hear(self, "popstate", (event) => this.goBackTo(event.state));
    this.hear(self, "pagehide", () => this.save());
    this.hear(self, "beforeunload", (event) => {
      if (this.unsaved) event.preventDefault();
    });
    // A fragment would be a step in the history, and lead back to the start.
    this.hear(this.main, "click", (event) => {
      const link = event.target.closest("a[href^='#']");
      if (!link || event.defaultPrevented) return;
      event.preventDefault();
      document.getElementById(link.hash.slice(1)).focus();
    });
    this.hear(this.main, "change", () => this.save());
    this.hear(this.main, "input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.save(), TYPING);
    });
  }

  // Until it is closed: it was sent, or another journey has begun.
  hear(target, name, act) {
    target.addEventListener(name, (event) => this.closed || act(event));
  }

  get words() {
    return this.bundle.words[this.language];
  }

  begin() {
    const { form, fields: { answers, at } } = this;
    history.replaceState({ at: "" }, "");
    if (!answers) return this.go(form.first());
    return this.go(form.pages.find((page) => page.id === at) || form.resumed());
  }

  // No page is the review.
  go(page, mending) {
    history.pushState({ at: page ? page.id : null, mending }, "");
    return this.show(page, mending);
  }

  goBackTo(state) {
    this.save();
    if (!state || state.at === "") return this.showStart();
    const page = this.form.askedPages().find(({ id }) => id === state.at);
    return this.show(page || (state.at ? this.form.resumed() : null), state.mending);
  }

  show(page, mending, faulty) {
    const unfinished = page ? null : this.form.firstUnfinished();
    if (unfinished) return this.show(unfinished, mending, this.form.faulty(unfinished));
    Object.assign(this, { page, mending, askedBefore: this.form.askedItems() });
    if (!page) return this.review();
    const { words } = this;
    const advice = {};
    for (const item of faulty || []) {
      const problem = this.form.problem(item);
      advice[item.id] = phrase(words, problem.word, problem);
    }
    const screen = questionScreen(this, page, advice, () => this.back(), (event) => this.onward(event));
    const title = headingOf(this, page);
    return faulty ? this.draw(`${words.error} ${title}`, screen, ".errors") : this.draw(title, screen);
  }

  // Without the second part the answers go as the server's own review sends them.
  review() {
    const stays = () => history.state.at === null && !this.closed;
    return Promise.race([this.keeper, wait()])
      .then((keeper) => stays() && keeper.review(this))
      .catch(() => stays() && this.sendPlainly());
  }

  showStart() {
    this.page = null;
    document.title = this.start.title;
    this.fill(this.start.nodes);
    if (this.buttons) this.buttons.replaceWith(this.languages);
    this.buttons = null;
    this.focusOn("h1");
  }

  draw(title, nodes, focus) {
    document.title = `${title} · Hài Lòng`;
    document.documentElement.lang = this.words.lang;
    this.fill(nodes);
    this.drawTop();
    scrollTo(0, 0);
    this.focusOn(focus || "h1:not(.out), .item", true);
  }

  fill(nodes) {
    this.main.textContent = "";
    this.main.append(...nodes.filter(Boolean));
  }

  drawTop() {
    const { bundle, language } = this;
    document.querySelector(".office span").textContent = plainWords(bundle.office, language);
    document.querySelector(".foot").hidden = Boolean(this.page);
    const old = this.buttons || this.languages;
    if (!old) return;
    this.buttons = languageButtons(this, (code) => this.speak(code));
    old.replaceWith(this.buttons);
  }

  focusOn(selector, preventScroll) {
    const found = this.main.querySelector(selector);
    if (!found) return;
    found.tabIndex = -1;
    found.focus({ preventScroll });
  }

  speak(language) {
    this.save();
    this.language = language;
    if (!this.closed) this.show(this.page, this.mending);
  }

  // Take in what stands on the page, and keep it as soon as that is possible.
  save() {
    if (this.closed) return;
    for (const { id } of this.page ? this.page.items : []) {
      const drawn = document.getElementById(`q-${id}`);
      if (drawn) this.form.answers[id] = valuesIn(drawn);
    }
    this.unsaved = true;
    this.keeper
      .then((keeper) => keeper.keep(this))
      .then(() => (this.unsaved = false), () => {});
  }

  onward(event) {
    event.preventDefault();
    this.save();
    const { page, form, mending } = this;
    const faulty = form.asked(page).filter((item) => this.askedBefore.includes(item) && form.problem(item));
    if (faulty.length) return this.show(page, mending, faulty);
    const fresh = form.askedItems().filter((item) => !this.askedBefore.includes(item));
    const here = fresh.find((item) => page.items.includes(item));
    if (!here) return this.go(mending ? form.pageOf(fresh[0]) : form.after(page), mending);
    this.show(page, mending);
    return this.focusOn(`#q-${here.id}`);
  }

  back() {
    this.save();
    if (this.mending) return this.go(null);
    const before = this.form.before(this.page);
    return before ? this.go(before) : this.showStart();
  }

  end(title, nodes) {
    this.closed = true;
    this.page = null;
    this.draw(title, nodes);
    // What is told at the end is told once, in the language of the form.
    if (this.buttons) this.buttons.hidden = true;
  }

  sendPlainly() {
    this.closed = true;
    const { form, fields, language } = this;
    const answers = form.answersAsked();
    const sent = make("form", { action: "submit", method: "post" });
    Object.assign(fields, { language, answers: null });
    for (const id of Object.keys(answers)) fields[`a.${id}`] = answers[id];
    for (const name of Object.keys(fields)) {
      for (const value of [].concat(fields[name])) {
        if (value) sent.append(make("input", { type: "hidden", name, value }));
      }
    }
    this.main.append(sent);
    sent.submit();
  }
}
