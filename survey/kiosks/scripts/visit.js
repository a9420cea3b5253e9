import { uuid4 } from "./encoding.js";
import { Form } from "./form.js";

// One person's way through the form: one item a screen, in memory only.

export class Visit {
  constructor(bundle, language) {
    this.uuid = uuid4();
    this.bundle = bundle;
    this.language = language;
    this.counter = null;
    this.form = new Form(bundle, {});
    this.at = 0;
  }

  // What is asked may change with an answer, but only behind it.
  steps() {
    return this.form.askedItems().map((item) => {
      const page = this.form.pageOf(item);
      return { item, page, opens: page.items[0] === item };
    });
  }

  step() {
    return this.steps()[this.at];
  }

  isLast() {
    return this.at === this.steps().length - 1;
  }

  hasAnswers() {
    return Object.keys(this.form.answersAsked()).length > 0;
  }
}

// What is sealed: the form as the platform reads it.
export function contentOf(visit, partial) {
  return {
    instrument: visit.bundle.instrument,
    answers: visit.form.answersAsked(),
    language: visit.language,
    counter: visit.counter,
    code: null,
    replaces: null,
    partial,
  };
}
