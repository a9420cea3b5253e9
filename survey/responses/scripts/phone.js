import { Journey, wait } from "./journey.js";

// The first part, which every page of the respondent's starts. The second part
// is fetched where this device holds something, or once a form is under way.
// Without the means to seal and store the pages stay as the server sent them.

const script = document.querySelector("script[data-keeping]");
let keeping = null;
let journey = {};

function fetchKeeper() {
  const address = script.dataset.keeping;
  // A module that once failed is not fetched again under the same address.
  return (keeping = import(address)
    .catch(() => wait().then(() => import(`${address}?${Date.now()}`)))
    .then((part) => part.openKeeper()));
}

async function startPhone() {
  // A second part that is newer than the page brings its own first part along.
  if (script.dataset.runs || !crypto.subtle || !self.indexedDB) return;
  script.dataset.runs = 1;
  const bases = indexedDB.databases ? await indexedDB.databases() : [{ name: "hailong-phone" }];
  const held = bases.some(({ name }) => name === "hailong-phone");
  const start = document.querySelector("form[data-bundle]");
  const bundle = start && fetchForm(start.dataset.bundle);
  if (start) start.addEventListener("submit", (event) => begin(event, start, bundle));
  if (!held) return;
  const keeper = await fetchKeeper();
  if (start) await keeper.offerDraft(start, fieldsOf(start), bundle, (form, fields) => go(start, form, fields));
}

// When the page has drawn itself.
function fetchForm(address) {
  const idle = self.requestIdleCallback || setTimeout;
  return new Promise((resolve) => idle(resolve, { timeout: 500 }))
    .then(() => fetch(address))
    .then((response) => response.ok && response.json())
    .catch(() => {});
}

export function fieldsOf(start) {
  const fields = {};
  for (const { name, value } of start.elements) fields[name] = value;
  return fields;
}

async function begin(event, start, bundle) {
  event.preventDefault();
  const form = await Promise.race([bundle, wait()]);
  // Else it was pressed before, and has led on.
  if (start.isConnected) go(start, form, fieldsOf(start));
}

// Whatever is missing or fails before the first question, the server's own pages ask.
function go(start, bundle, fields) {
  try {
    journey.closed = true;
    const keeper = keeping ? keeping.catch(fetchKeeper) : fetchKeeper();
    const begun = (journey = new Journey(bundle, fields, keeper));
    journey.begin();
    keeper.then((part) => part.learn(begun, start.dataset.bundle)).catch(() => {});
  } catch (failure) {
    journey.closed = true;
    document.body.append(start);
    start.submit();
  }
}

startPhone().catch(() => {});
