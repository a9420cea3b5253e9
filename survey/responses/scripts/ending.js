import { button, make, way } from "./asking.js";
import { plainWords, spokenWords } from "./drawing.js";
import { phrase } from "./form.js";

// What follows the questions, as the templates of the server show it.

export function reviewScreen({ bundle, form, language, fields }, later, actions) {
  const words = Object.assign({}, bundle.words[language], later);
  const asked = form.askedItems();
  const count = phrase(words, asked.length === 1 ? "one_asked" : "asked", { num: asked.length });
  return [
    way(words, count, null, 1, 1),
    make("h1", {}, words.look_through),
    make(
      "dl",
      { class: "answers" },
      ...asked.map((item, place) => {
        const which = phrase(words, "change_which", { number: item.number || place + 1 });
        const hidden = make("span", { class: "out" }, ` ${which}`);
        const change = make("a", { href: `#q-${item.id}` }, words.change, hidden);
        change.addEventListener("click", (event) => actions.change(event, item));
        return make(
          "div",
          {},
          make(
            "dt",
            {},
            item.number && `${item.number}. `,
            ...spokenWords(document, item.text, language, words),
          ),
          make("dd", {}, answerOf(form.given(item), item, language) || blank(words)),
          make("dd", { class: "mend" }, change),
        );
      }),
    ),
    make("p", {}, fields.code ? words.final_with_code : words.final),
    make(
      "div",
      { class: "buttons" },
      button(words.back, actions.back, "quiet"),
      button(words.send, actions.send),
    ),
  ];
}

function answerOf(given, item, language) {
  const values = given.filter((value) => value.trim());
  if (!item.options.length) return values.join("");
  const chosen = item.options.filter(({ code }) => values.includes(String(code)));
  return chosen.map(({ label }) => plainWords(label, language)).join("\n");
}

function blank(words) {
  return make("span", { class: "optional" }, words.left_blank);
}

export function receiptScreen(words, links, receipt, { bundle, language }) {
  const href = `${links.receipt}${receipt}?lang=${language}`;
  return [
    make("h1", {}, words.counted),
    make("p", {}, words.thanks),
    make(
      "section",
      { class: "card stack", "aria-labelledby": "receipt" },
      make("h2", { id: "receipt" }, words.receipt),
      make("p", { class: "receipt" }, groupedReceipt(receipt)),
      make("p", { class: "second small" }, words.proves),
      make("p", {}, make("a", { href }, words.open_receipt)),
    ),
    make(
      "section",
      { class: "stack" },
      make("h2", {}, words.what_now),
      make("p", {}, words.published),
      bundle.call && callOf(words, bundle.call),
    ),
    waysOn(words, links),
  ];
}

// With no rating beside it, and on a page of its own.
function callOf(words, href) {
  const apart = make("span", { class: "second small" }, words.call_apart);
  return make("p", {}, make("a", { href }, words.call), " ", apart);
}

export function groupedReceipt(receipt) {
  return `${receipt.slice(0, 5)}-${receipt.slice(5)}`;
}

export function toldScreen(words, links, title, sentence) {
  return [make("h1", {}, title), make("p", {}, sentence), waysOn(words, links)];
}

function waysOn(words, links) {
  const kind = "button quiet main";
  return make(
    "div",
    { class: "buttons" },
    make("a", { href: links.results, class: kind }, words.results),
    make("a", { href: links.offices, class: kind }, words.others),
  );
}
