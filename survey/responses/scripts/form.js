import { holds } from "./conditions.js";

// One person's way through a form: what is asked, what is wrong, how far.
// The same rules as questionnaires/answers.py and responses/paging.py; the
// server reads everything again.

const CODE = /^(0|[1-9][0-9]{0,2})$/;
const WHOLE_NUMBER = /^[+-]?[0-9]+$/;
const LONGEST_NUMBER = 12;
const UNPRINTABLE =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\ufffd]|[\ud800-\udbff](?![\udc00-\udfff])|(?:[^\ud800-\udbff]|^)[\udc00-\udfff]/;

export class Form {
  constructor(bundle, answers) {
    this.bundle = bundle;
    this.pages = bundle.pages;
    this.answers = Object.assign({}, answers);
  }

  give(item, values) {
    this.answers[item.id] = values;
  }

  given(item) {
    const own = Object.prototype.hasOwnProperty.call(this.answers, item.id);
    return own ? this.answers[item.id] : [];
  }

  // An answer to an item that is itself not asked does not count in later rules.
  askedItems() {
    const counted = {};
    return [].concat(...this.pages.map((page) => page.items)).filter((item) => {
      if (item.ask_if && !holds(item.ask_if, counted)) return false;
      const { answer } = readItem(item, this.given(item));
      if (answer !== undefined) counted[item.id] = answer;
      return true;
    });
  }

  asked(page) {
    const asked = this.askedItems();
    return page.items.filter((item) => asked.includes(item));
  }

  askedPages() {
    const asked = this.askedItems();
    return this.pages.filter((page) => page.items.some((item) => asked.includes(item)));
  }

  first() {
    return this.askedPages()[0];
  }

  after(page) {
    const later = this.pages.slice(this.pages.indexOf(page) + 1);
    return this.askedPages().find((one) => later.includes(one)) || null;
  }

  before(page) {
    const earlier = this.pages.slice(0, this.pages.indexOf(page));
    return this.askedPages().filter((one) => earlier.includes(one)).pop() || null;
  }

  pageOf(item) {
    return this.pages.find((page) => page.items.includes(item));
  }

  // What is wrong with an item, as a word of the bundle and what it names.
  problem(item) {
    const { answer, problem } = readItem(item, this.given(item));
    if (problem) return problem;
    if (answer !== undefined || !item.required) return null;
    if (item.type === "rating") return { word: "choose_level" };
    return { word: item.options.length ? "choose_answer" : "fill_in" };
  }

  missing(page) {
    return this.asked(page).filter(
      (item) => item.required && readItem(item, this.given(item)).answer === undefined,
    );
  }

  faulty(page) {
    return this.asked(page).filter((item) => this.problem(item));
  }

  firstUnfinished() {
    return this.askedPages().find((page) => this.faulty(page).length) || null;
  }

  complete() {
    return !this.firstUnfinished();
  }

  // Where somebody goes on who left; null is the review.
  resumed() {
    const isBegun = (page) =>
      page.items.some((item) => readItem(item, this.given(item)).answer !== undefined);
    const begun = this.askedPages().filter(isBegun);
    if (!begun.length) return this.first();
    const unfinished = this.firstUnfinished();
    return begun.includes(unfinished) ? unfinished : this.after(begun[begun.length - 1]);
  }

  progress(page) {
    const asked = this.askedItems();
    const shown = asked.filter((item) => page.items.includes(item));
    const [first, last] = [shown[0], shown[shown.length - 1]];
    const before = asked.indexOf(first);
    const left = (this.bundle.minutes * (asked.length - before)) / asked.length;
    return {
      first: before + 1,
      last: asked.indexOf(last) + 1,
      total: asked.length,
      minutes: left < 0.5 ? 0 : Math.ceil(left),
      numbers: first.number && last.number ? span(first.number, last.number) : null,
    };
  }

  answersAsked() {
    const sent = {};
    for (const item of this.askedItems()) {
      const values = this.given(item).filter((value) => value.trim());
      if (values.length) sent[item.id] = values;
    }
    return sent;
  }
}

export function span(first, last) {
  return first === last ? String(first) : `${first}–${last}`;
}

export function readItem(item, given) {
  const values = given.filter((value) => value.trim());
  if (!values.length) return {};
  if (item.type === "text") return readWords(item, values[0]);
  if (item.type === "number") return readNumber(item, values[0].trim());
  const codes = values.map((value) => (CODE.test(value.trim()) ? Number(value) : -1));
  const known = codes.every((code) => item.options.some((option) => option.code === code));
  if (!known || (item.type !== "multiple" && codes.length > 1)) {
    return { problem: { word: "choose_shown" } };
  }
  return { answer: item.type === "multiple" ? codes : codes[0] };
}

function readNumber(item, value) {
  const [low, high] = [item.low || 0, item.high || 0];
  const number = Number(value);
  const whole = WHOLE_NUMBER.test(value) && value.length <= LONGEST_NUMBER;
  if (whole && low <= number && number <= high) return { answer: number };
  return { problem: { word: "whole_number", low, high } };
}

function readWords(item, value) {
  const words = value.replace(/\r\n/g, "\n").normalize("NFC").trim();
  if (UNPRINTABLE.test(value.replace(/\r\n/g, "\n"))) {
    return { problem: { word: "not_text" } };
  }
  if (Array.from(words).length > item.longest) {
    return { problem: { word: "shorten", longest: item.longest } };
  }
  return { answer: words };
}

// A sentence of the bundle with its places filled in: `%(longest)s`.
export function phrase(words, word, values) {
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, words.thousands);
  return words[word].replace(/%\((\w+)\)s/g, (place, name) => {
    const value = values[name];
    return typeof value === "number" ? grouped(value) : value;
  });
}
