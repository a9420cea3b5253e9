import { phrase } from "./form.js";

// Items as templates/responses/items.html draws them: same elements, same classes.

const SVG = "http://www.w3.org/2000/svg";
// From the worst to the best: the mouth alone says which is which.
const MOUTHS = [
  "M11 30q9-14 18 0",
  "M13.5 28q6.5-3.5 13 0",
  "M13 27h14",
  "M13.5 25.5q6.5 3.5 13 0",
  "M11 22q9 15 18 0",
];

export function element(document, name, attributes, ...children) {
  return filled(document, document.createElement(name), attributes, children);
}

function drawnElement(document, name, attributes, ...children) {
  return filled(document, document.createElementNS(SVG, name), attributes, children);
}

function filled(document, made, attributes, children) {
  for (const name of Object.keys(attributes || {})) {
    const value = attributes[name];
    if (value === true) made.setAttribute(name, "");
    else if (value || value === 0) made.setAttribute(name, value);
  }
  for (const child of children) {
    if (child) made.append(child);
  }
  return made;
}

export function drawFaces(document) {
  const symbols = MOUTHS.map((mouth, number) =>
    drawnElement(
      document,
      "symbol",
      { id: `face${number}`, viewBox: "0 0 40 40" },
      drawnElement(
        document,
        "g",
        { class: "face" },
        drawnElement(document, "circle", { cx: 20, cy: 20, r: 17.5 }),
        drawnElement(document, "path", { d: `M14 14v3M26 14v3${mouth}` }),
      ),
    ),
  );
  return drawnElement(document, "svg", { class: "faces", "aria-hidden": "true" }, ...symbols);
}

export function drawFace(document, number) {
  const use = drawnElement(document, "use", { href: `#face${number}` });
  return drawnElement(document, "svg", { "aria-hidden": "true" }, use);
}

// `more`: solo (the only thing on its page), optional, error (a sentence), and
// listen where each answer that was recorded gets a player of its own.
export function drawItem(document, item, language, values, words, more) {
  const drawing = Object.assign({ document, item, language, values, words }, more);
  drawing.hints = hintsOf(drawing);
  const { error, solo } = drawing;
  const kind = `item${solo ? " solo" : ""}${error ? " wrong" : ""}`;
  const make = (...parts) => element(document, ...parts);
  if (!item.options.length) {
    const label = make("label", { for: item.id }, ...titleOf(drawing));
    const input = drawTyped(drawing);
    return make("div", { id: `q-${item.id}`, class: kind }, label, ...notesOf(drawing), input);
  }
  return make(
    "fieldset",
    Object.assign({ id: `q-${item.id}`, class: kind }, describedBy(drawing)),
    make("legend", {}, ...titleOf(drawing)),
    ...notesOf(drawing),
    drawRows(drawing, "rows", false),
    drawRows(drawing, "apart", true),
  );
}

export function valuesIn(drawn) {
  const inputs = drawn.querySelectorAll("textarea, input[type=text], input:checked");
  return Array.from(inputs, (input) => input.value);
}

// A sentence in the language of the reader; in Vietnamese, and marked as such,
// where nobody has translated it. `words` name the language of the page itself.
export function plainWords(text, language) {
  return language in text ? text[language] : text.vi;
}

export function spokenWords(document, text, language, words) {
  const own = language in text ? language : "vi";
  if (own === words.lang && own === language) return [text[own]];
  const small = { class: "other", lang: "vi" };
  return [
    element(document, "span", { lang: own }, text[own]),
    own !== language && words.mark ? " " : null,
    own !== language && words.mark && element(document, "small", small, words.mark),
  ];
}

function titleOf({ document, item, language, words, optional }) {
  const aside = { class: "optional" };
  return [
    item.number && `${item.number}. `,
    ...spokenWords(document, item.text, language, words),
    " ",
    optional && element(document, "span", aside, `(${words.not_required})`),
  ];
}

function hintsOf({ document, item, language, words }) {
  const lines = item.hint ? [spokenWords(document, item.hint, language, words)] : [];
  if (item.type === "text") lines.push([phrase(words, "characters", item)]);
  if (item.warning) lines.push([plainWords(item.warning, language)]);
  return lines;
}

function notesOf({ document, item, words, hints, error }) {
  const make = (...parts) => element(document, ...parts);
  const lines = hints.map((line) => make("p", {}, ...line));
  const prefix = make("span", { class: "out" }, `${words.error} `);
  return [
    lines.length && make("div", { class: "hint", id: `${item.id}-hint` }, ...lines),
    error && make("p", { class: "error", id: `${item.id}-error` }, prefix, error),
  ];
}

function describedBy({ item, hints, error }) {
  const ids = [hints.length && `${item.id}-hint`, error && `${item.id}-error`];
  const described = ids.filter(Boolean).join(" ");
  return { "aria-describedby": described, "aria-invalid": error && "true" };
}

function drawRows(drawing, kind, missing) {
  const options = drawing.item.options.filter((option) => option.missing === missing);
  const rows = [].concat(...options.map((option) => drawRow(drawing, option)));
  if (!rows.length && missing) return null;
  return element(drawing.document, "div", { class: kind }, ...rows);
}

function drawRow(drawing, option) {
  const { document, item, language, values, words, listen } = drawing;
  const sound = listen && soundOf(drawing, option.code);
  const id = `${item.id}-${option.code}`;
  const input = element(document, "input", {
    type: item.type === "multiple" ? "checkbox" : "radio",
    name: `a.${item.id}`,
    value: option.code,
    id,
    checked: values.includes(String(option.code)),
  });
  const label = spokenWords(document, option.label, language, words);
  const row = element(
    document,
    "label",
    { class: "row", "data-code": option.code },
    input,
    option.face !== null && drawFace(document, option.face),
    element(document, "span", { id: sound && `${id}-words` }, ...label),
  );
  if (!sound) return [row];
  const told = element(document, "span", { class: "out", id: `${id}-listen` }, words.listen_answer);
  return [row, drawPlayer(document, told, sound, `${id}-listen ${id}-words`)];
}

// The player above a question, or nothing where nobody has read it aloud.
export function drawListen(document, item, language, words, solo) {
  const sound = soundOf({ item, language }, "item");
  if (!sound) return null;
  const id = `${item.id}-listen`;
  const number = !solo && item.number;
  const which = number && element(document, "span", { class: "out" }, ` ${number}`);
  const told = element(document, "span", { id }, words.listen, which);
  return drawPlayer(document, told, sound, id);
}

function soundOf({ item, language }, name) {
  return (item.audio[language] || {})[name];
}

function drawPlayer(document, told, src, labelled) {
  const player = { controls: true, preload: "none", src, "aria-labelledby": labelled };
  return element(document, "p", { class: "listen" }, told, " ", element(document, "audio", player));
}

function drawTyped(drawing) {
  const { document, item, values } = drawing;
  const common = { name: `a.${item.id}`, id: item.id };
  const kind =
    item.type === "text"
      ? { rows: 5 }
      : { type: "text", inputmode: "numeric", class: "few", autocomplete: "off" };
  const name = item.type === "text" ? "textarea" : "input";
  const input = element(document, name, Object.assign(kind, common, describedBy(drawing)));
  input.value = values[0] || "";
  return input;
}
