import { drawFaces, drawItem, valuesIn } from "./drawing.js";
import { phrase } from "./form.js";
import { inLanguage, made, spokenIn } from "./elements.js";

// One item on the screen. A tap on a single choice goes on by itself; arrow keys
// only move the choice, since with them one passes over the others.

const SHOWN_FOR = 250;
// A second tap was meant for the question before.
const SETTLES_AFTER = 400;
const MOST_TILES = 5;

export class Question {
  // `answered()` after a choice was tapped; `changed()` after anything else.
  constructor(visit, answered, changed) {
    Object.assign(this, { visit, answered, changed, byArrow: false, timer: null });
    this.words = visit.bundle.words[visit.language];
  }

  draw(error) {
    const { item, page, opens } = this.visit.step();
    const { language, form } = this.visit;
    const optional = item.type === "text" && !item.required;
    const more = { solo: true, optional, error };
    const values = form.given(item);
    this.item = item;
    this.drawnAt = performance.now();
    this.drawn = drawItem(document, item, language, values, this.words, more);
    this.drawn.classList.add(this.shape());
    this.mark();
    this.listen();
    return [...heading(page, opens, language), this.forgetful()];
  }

  // Browsers may write down what was typed; not into a form that says no.
  forgetful() {
    for (const typed of this.drawn.querySelectorAll("textarea, input[type=text]")) {
      typed.setAttribute("autocomplete", "off");
      typed.setAttribute("spellcheck", "false");
    }
    const quiet = { autocomplete: "off", novalidate: true };
    const { bundle, language } = this.visit;
    const own = { class: "out", lang: spokenIn(bundle.title, language) };
    const title = made("h1", own, inLanguage(bundle.title, language));
    const form = made("form", quiet, title, drawFaces(document), this.drawn);
    form.addEventListener("submit", (event) => event.preventDefault());
    return form;
  }

  shape() {
    const shown = this.item.options.filter((option) => !option.missing);
    const faces = shown.some((option) => option.face !== null);
    return faces && shown.length <= MOST_TILES ? "tiles" : "list";
  }

  isChoice() {
    return this.item.type === "rating" || this.item.type === "single";
  }

  listen() {
    this.drawn.addEventListener("pointerdown", () => (this.byArrow = false));
    this.drawn.addEventListener("keydown", (event) => this.pressed(event));
    this.drawn.addEventListener("input", () => this.keep());
    this.drawn.addEventListener("click", (event) => this.takes(event) || event.preventDefault());
    this.drawn.addEventListener("click", (event) => this.clicked(event));
  }

  // Keys are pressed on purpose: their clicks have no number.
  takes({ detail }) {
    return !detail || performance.now() - this.drawnAt >= SETTLES_AFTER;
  }

  pressed(event) {
    this.byArrow = event.key.startsWith("Arrow");
    if (event.key !== "Enter" || event.target.type === "textarea") return;
    event.preventDefault();
    if (event.target.type === "radio" || event.target.type === "checkbox")
      event.target.click();
    else if (event.target.type === "text") this.answered();
  }

  // Also a choice made before and tapped again goes on; it is no `input`.
  clicked(event) {
    if (event.target.type !== "radio" || event.defaultPrevented) return;
    this.keep();
    if (this.byArrow || this.visit.isLast()) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.answered, SHOWN_FOR);
  }

  keep() {
    this.visit.form.give(this.item, valuesIn(this.drawn));
    this.mark();
    this.changed();
  }

  mark() {
    for (const row of this.drawn.querySelectorAll(".row"))
      row.classList.toggle("chosen", row.querySelector("input").checked);
  }

  // While it is read aloud, what is read stands out.
  markHeard(part) {
    for (const row of this.drawn.querySelectorAll(".row"))
      row.classList.toggle("heard", row.dataset.code === part);
  }

  // The sentence that says what is wrong, or nothing.
  problem() {
    const found = this.visit.form.problem(this.item);
    return found && phrase(this.words, found.word, found);
  }

  leave() {
    clearTimeout(this.timer);
  }
}

function heading(page, opens, language) {
  const said = (kind, texts) =>
    texts && made("p", { class: kind, lang: spokenIn(texts, language) }, inLanguage(texts, language));
  const title = said("page", page.title);
  const intro = opens && said("intro", page.intro);
  return [title, intro].filter(Boolean);
}
