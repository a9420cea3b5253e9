import { drawFaces, drawItem, drawListen, element, plainWords, spokenWords } from "./drawing.js";
import { phrase, span } from "./form.js";

// A page of questions as templates/responses/questions.html shows it. A view
// holds the bundle, the form, the language and its words.

export const make = (...parts) => element(document, ...parts);

export function button(words, action, kind) {
  const made = make("button", { type: "button", class: `button ${kind || "main"}` }, words);
  made.addEventListener("click", action);
  return made;
}

export function way(words, told, left, value, max) {
  const line = make("p", { class: "way" }, make("span", {}, told), make("span", {}, left));
  return make("div", {}, line, make("progress", { max, value, "aria-label": words.so_far }));
}

function wayOf({ form, words }, page) {
  const { first, last, total, minutes, numbers } = form.progress(page);
  const places = { numbers, position: span(first, last), total };
  const left = minutes === 1 ? "minute" : minutes ? "minutes" : "no_minute";
  return way(
    words,
    phrase(words, numbers ? "question_numbered" : "question", places),
    phrase(words, left, { num: minutes }),
    first - 1,
    total,
  );
}

export function languageButtons({ bundle, language, words }, speak) {
  // The others come while the first question is read.
  const known = bundle.languages.filter(({ code }) => code in bundle.words);
  const choices = known.map(({ code, name, name_in: lang }) => {
    if (code === language) return make("span", { lang, "aria-current": "true" }, name);
    const choice = make("button", { type: "button", lang }, name);
    choice.addEventListener("click", () => speak(code));
    return choice;
  });
  const group = { class: "languages", role: "group", "aria-label": words.language };
  return make("div", group, ...choices);
}

// `advice` says by item what to do about it, where something is wrong.
export function questionScreen(view, page, advice, back, onward) {
  const { bundle, form, language, words } = view;
  const said = (text) => spokenWords(document, text, language, words);
  const asked = form.asked(page);
  const solo = !page.title && asked.length === 1;
  const anyRequired = bundle.pages.some((one) => one.items.some((item) => item.required));
  const items = asked.map((item) => [
    drawListen(document, item, language, words, solo),
    drawItem(document, item, language, form.given(item), words, {
      solo,
      error: advice[item.id],
      optional: anyRequired && !item.required,
      listen: true,
    }),
  ]);
  const buttons = make(
    "div",
    { class: "buttons" },
    button(words.back, back, "quiet"),
    make("button", { class: "button main" }, words.continue),
  );
  const answers = make("form", { id: "answers", novalidate: true }, ...[].concat(...items), buttons);
  answers.addEventListener("submit", onward);
  return [
    wayOf(view, page),
    errorBox(words, asked.filter((item) => advice[item.id]), advice),
    make("h1", { class: page.title ? null : "out" }, ...said(page.title || bundle.title)),
    page.intro && make("p", { class: "second" }, ...said(page.intro)),
    drawFaces(document),
    answers,
  ];
}

export function headingOf({ form, language }, page) {
  return plainWords(page.title || form.asked(page)[0].text, language);
}

function errorBox(words, faulty, advice) {
  if (!faulty.length) return null;
  const lines = faulty.map(({ id, number, options }) => {
    const told = number ? phrase(words, "which", { number, advice: advice[id] }) : advice[id];
    const first = options.length ? `-${options[0].code}` : "";
    return make("li", {}, make("a", { href: `#${id}${first}` }, told));
  });
  const box = { class: "errors", role: "alert", tabindex: -1 };
  return make("div", box, make("h2", {}, words.look_again), make("ul", {}, ...lines));
}
