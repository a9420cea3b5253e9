import { Journey } from "./journey.js";

// The first part, which every page of the respondent's starts. The second part
// is fetched where this device holds something, or once a form is under way.
// Without the means to seal and store the pages stay as the server sent them.

const PATIENCE_FOR_FORM = 5000;
const script = document.querySelector("script[data-keeping]");
let keeping = null;

function fetchKeeper() {
  // A module that once failed is not fetched again under the same address.
  const address = `${script.dataset.keeping}?${keeping ? Date.now() : ""}`;
  keeping = import(address).then((part) => part.openKeeper());
  return keeping;
}

async function startPhone() {
  if (!crypto.subtle || !self.indexedDB) return;
  const bases = indexedDB.databases ? await indexedDB.databases() : [{ name: "hailong-phone" }];
  const held = bases.some(({ name }) => name === "hailong-phone");
  const start = document.querySelector("form[data-bundle]");
  const bundle = start && whenIdle(() => fetchForm(start.dataset.bundle));
  if (start) start.addEventListener("submit", (event) => begin(event, start, bundle));
  if (!held) return;
  const keeper = await fetchKeeper();
  if (start) keeper.offerDraft(start, fieldsOf(start), bundle, (form, fields) => go(form, fields));
}

function whenIdle(act) {
  const idle = self.requestIdleCallback || setTimeout;
  return new Promise((resolve) => idle(resolve, { timeout: 500 })).then(act);
}

function fetchForm(address) {
  return fetch(address)
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
}

export function fieldsOf(start) {
  const fields = {};
  for (const name of ["uuid", "token", "language", "counter", "code", "replaces"]) {
    fields[name] = start.elements[name] ? start.elements[name].value : null;
  }
  return fields;
}

// Without the form after a while, the server's own pages ask.
async function begin(event, start, bundle) {
  event.preventDefault();
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_FOR_FORM));
  const form = await Promise.race([bundle, late]);
  const fields = fieldsOf(start);
  if (form && form.words[fields.language]) go(form, fields);
  else start.submit();
}

function go(bundle, fields) {
  new Journey(bundle, fields, keeping || fetchKeeper()).begin();
}

startPhone().catch(() => {});
