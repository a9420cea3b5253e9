import { button, made, quietButton, sentence } from "./elements.js";

// The screens around the questions: before them, between them and after them.

const SPOKEN_AT = [20, 10, 5];

export function told(kiosk, heading, advice) {
  return made(
    "div",
    { class: "told" },
    made("h1", {}, sentence(kiosk.language, heading)),
    made("p", { class: "lead" }, sentence(kiosk.language, advice)),
  );
}

export function showCounters(answering, chosen) {
  const { kiosk } = answering;
  const counters = kiosk.settings.counters.map((n) => {
    const words = sentence(kiosk.language, "counter_name", { n });
    return quietButton(words, () => chosen(n), { class: "button choice" });
  });
  const content = [
    made("h1", {}, sentence(kiosk.language, "which_counter")),
    made("div", { class: "choices" }, ...counters),
  ];
  kiosk.stage.show("counter", content, answering.foot());
}

export function showThanks(kiosk) {
  kiosk.stage.show("thanks", [told(kiosk, "thanks", "thanks_more")]);
}

export function showNotKept(kiosk, again) {
  const say = (key) => sentence(kiosk.language, key);
  const foot = [
    quietButton(say("give_up"), () => kiosk.rest()),
    button(say("try_again"), again),
  ];
  kiosk.stage.show("not-kept", [told(kiosk, "not_kept", "not_kept_advice")], foot);
}

export function showStillThere(kiosk, left, goOn) {
  const kept = kiosk.answering.keepsPartial() ? "still_there_kept" : "still_there_gone";
  const words = sentence(kiosk.language, kept, { n: left });
  const line = document.getElementById("countdown");
  if (SPOKEN_AT.includes(left)) kiosk.stage.say(words);
  if (line) {
    line.textContent = words;
    return;
  }
  const content = made(
    "div",
    { class: "told" },
    made("h1", {}, sentence(kiosk.language, "still_there")),
    made("p", { class: "lead", id: "countdown" }, words),
    button(sentence(kiosk.language, "go_on"), goOn, { class: "button big" }),
  );
  kiosk.stage.show("still-there", [content]);
  kiosk.stage.say(words);
}
