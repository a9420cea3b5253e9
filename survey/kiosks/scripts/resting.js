import { told } from "./between.js";
import { button, made, quietButton, sentence } from "./elements.js";
import { ask } from "./heartbeat.js";
import { makeDeviceKey, publicKey, signature } from "./device_key.js";

// What the screen shows while nobody answers.

export function showAttract(kiosk) {
  const say = (key, values) => sentence(kiosk.language, key, values);
  const { settings, bundle } = kiosk;
  // The whole screen is the button; a press on the button itself arrives here too.
  const poster = made(
    "div",
    { class: "poster", pressed: () => kiosk.begin() },
    made("h1", { lang: "vi" }, settings.unit_name),
    made("p", { class: "lead" }, say("attract")),
    made("button", { type: "button", class: "button big" }, say("begin")),
    made("p", { class: "second" }, say("how_long", { n: bundle.minutes })),
  );
  kiosk.stage.show("attract", [poster], footOf(kiosk));
}

// Why no rating can be given, in a sentence for who stands before it.
export function showClosedDoor(kiosk, why) {
  const content = told(kiosk, `${why}_title`, `${why}_advice`);
  kiosk.stage.show(why, [content], footOf(kiosk));
}

function footOf(kiosk) {
  const notice = quietButton(sentence(kiosk.language, "notice"), () => kiosk.showNotice());
  return [notice, made("p", { id: "status", class: "status" })];
}

export function showStatus(kiosk, waiting, warned) {
  const line = document.getElementById("status");
  if (!line) return;
  const parts = warned.map((key) => sentence(kiosk.language, key));
  if (waiting) parts.unshift(sentence(kiosk.language, "waiting", { n: waiting }));
  line.textContent = parts.join(" · ");
  line.classList.toggle("warned", warned.length > 0);
}

export function showEnrolment(kiosk) {
  const say = (key) => sentence(kiosk.language, key);
  const input = made("input", {
    type: "text",
    id: "code",
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    maxlength: 20,
    "aria-describedby": "wrong",
  });
  const wrong = made("p", { id: "wrong", class: "error", role: "alert" });
  const form = made(
    "form",
    { class: "narrow", autocomplete: "off", novalidate: true },
    made("h1", {}, say("enrol_title")),
    made("p", {}, say("enrol_advice")),
    made("label", { for: "code" }, say("enrol_code")),
    input,
    wrong,
    made("button", { class: "button" }, say("enrol")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    enrolWith(kiosk, input.value.trim(), wrong);
  });
  kiosk.stage.show("enrol", [form]);
}

async function enrolWith(kiosk, code, wrong) {
  const say = (key) => sentence(kiosk.language, key);
  wrong.textContent = "";
  try {
    const pair = await keyToEnrol(kiosk.memory);
    const answer = await ask("/kiosk/api/enrol", {
      code,
      public_key: await publicKey(pair),
      signature: await signature(pair, `hailong enrol 1\n${code}`),
      language: kiosk.language,
    });
    const { device, settings, sentence: refusal } = answer.told;
    if (device && settings) await kiosk.enrolled(pair, answer.told);
    else wrong.textContent = refusal || say("enrol_no_network");
  } catch (_broken) {
    wrong.textContent = say("enrol_no_network");
  }
}

// The same key for a second try: the first answer may have been lost on its way.
async function keyToEnrol(memory) {
  if (!memory.pair) await memory.keep({ pair: await makeDeviceKey() });
  return memory.pair;
}

export function showNotice(kiosk, back) {
  const say = (key) => sentence(kiosk.language, key);
  const keeps = kiosk.bundle && kiosk.bundle.keep_partial;
  const unfinished = keeps ? "notice_partial" : "notice_gone";
  const lines = ["names", "device", "kept", "proof", "complaint"].map((one) => `notice_${one}`);
  lines.splice(2, 0, unfinished);
  kiosk.stage.show(
    "notice",
    [
      made(
        "div",
        { class: "told" },
        made("h1", {}, say("notice")),
        ...lines.map((key) => made("p", {}, say(key))),
      ),
    ],
    [button(say("back"), back)],
  );
}

export function showUnsupported(kiosk, why) {
  kiosk.stage.show("unsupported", [told(kiosk, "unsupported", why)]);
}
