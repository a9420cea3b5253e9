import { button, inLanguage, made, screenLanguage, sentence, spokenIn } from "./elements.js";

// The one page of the kiosk: its head, the screen that is shown, its foot.

const MOST_BUTTONS = 3;

function emptied(node) {
  while (node.firstChild) node.removeChild(node.firstChild);
  return node;
}

function byId(id) {
  return document.getElementById(id);
}

export class Stage {
  // `kiosk` knows the language and the settings, and what the tools do.
  constructor(kiosk) {
    this.kiosk = kiosk;
    this.screen = byId("screen");
    this.foot = byId("foot");
  }

  show(name, content, foot) {
    document.body.dataset.screen = name;
    document.documentElement.lang = screenLanguage(this.kiosk.language);
    this.head();
    emptied(this.screen).append(...content);
    emptied(this.foot).append(...(foot || []));
    this.foot.hidden = !foot;
    this.screen.scrollTop = 0;
    this.say("");
    this.focus();
  }

  // The focus goes to what the screen is about, so that it is read aloud.
  focus() {
    const question = this.screen.querySelector("legend, .item > label");
    const about = question || this.screen.querySelector("h1");
    about.setAttribute("tabindex", "-1");
    about.focus({ preventScroll: true });
    document.title = about.textContent.trim() + " · Hài Lòng";
  }

  say(words) {
    byId("spoken").textContent = words;
  }

  head() {
    const { settings, bundle, language, counter } = this.kiosk;
    const place = settings ? inLanguage(settings.office, language) : "";
    const at = counter && sentence(language, "counter_name", { n: counter });
    emptied(byId("office")).append(
      made("span", { lang: "vi" }, settings ? settings.unit_name : "Hài Lòng"),
      made(
        "span",
        {},
        place && made("span", { lang: spokenIn(settings.office, language) }, place),
        place && at && " · ",
        at,
      ),
    );
    byId("illustrative").hidden = !(bundle && bundle.illustrative);
    emptied(byId("tools")).append(...this.looks(), ...this.tongues());
  }

  looks() {
    const { appearance, language } = this.kiosk;
    if (!appearance) return [];
    const tool = (mark, key, pressed, more) => {
      const named = { class: "tool", id: key, "aria-label": sentence(language, key) };
      return button(mark, pressed, Object.assign(named, more));
    };
    const pressed = { "aria-pressed": String(appearance.high) };
    return [
      tool("A−", "smaller", () => appearance.resize(-1)),
      tool("A+", "larger", () => appearance.resize(1)),
      tool("◐", "contrast", () => appearance.contrast(), pressed),
    ];
  }

  tongues() {
    const { kiosk } = this;
    const known = kiosk.languages();
    if (known.length < 2) return [];
    if (known.length > MOST_BUTTONS) return [this.tongueList(known)];
    return known.map(({ code, name }) =>
      button(name, () => kiosk.speak(code), {
        class: "tool",
        id: `speak-${code}`,
        lang: code,
        "aria-pressed": String(code === kiosk.language),
      }),
    );
  }

  tongueList(known) {
    const { kiosk } = this;
    const options = known.map(({ code, name }) =>
      made("option", { value: code, lang: code, selected: code === kiosk.language }, name),
    );
    const label = sentence(kiosk.language, "language");
    const list = made("select", { class: "tool", id: "speak", "aria-label": label }, ...options);
    list.addEventListener("change", () => kiosk.speak(list.value));
    return list;
  }
}
