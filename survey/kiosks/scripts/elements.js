import { element } from "./drawing.js";

// Elements with what happens on them, and the sentences of the screen.

export function made(name, attributes, ...children) {
  const plain = Object.assign({}, attributes);
  delete plain.pressed;
  const drawn = element(document, name, plain, ...children);
  if (attributes && attributes.pressed)
    drawn.addEventListener("click", attributes.pressed);
  return drawn;
}

export function button(words, pressed, attributes) {
  const usual = { type: "button", class: "button", pressed };
  return made("button", Object.assign(usual, attributes), words);
}

export function quietButton(words, pressed, attributes) {
  return button(words, pressed, Object.assign({ class: "button quiet" }, attributes));
}

// KIOSK_WORDS stands before the modules: the server writes it into the script.
export function sentence(language, key, values) {
  const words = KIOSK_WORDS[language] || KIOSK_WORDS.vi;
  return words[key].replace(/%\((\w+)\)s/g, (_place, name) => values[name]);
}

export function inLanguage(texts, language) {
  return (texts && (texts[language] || texts.vi)) || "";
}

// The language that `inLanguage` has found the words in.
export function spokenIn(texts, language) {
  return texts && texts[language] ? language : "vi";
}

// What the sentences of the screen are in, whatever the form is in.
export function screenLanguage(language) {
  return language in KIOSK_WORDS ? language : "vi";
}
