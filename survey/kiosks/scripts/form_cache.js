import { inTime } from "./patience.js";

// The form and its sound, kept for when there is no network.

export const FORM_CACHE = "hailong-kiosk-form";

export class NotAForm extends Error {}

function isBundle(bundle) {
  return Boolean(bundle && bundle.form && bundle.transport && bundle.pages);
}

export async function fetchBundle(url) {
  const cache = await caches.open(FORM_CACHE);
  const bundle = await inTime((signal) => keepForm(cache, url, signal));
  await keepSounds(cache, url, bundle);
  return bundle;
}

async function keepForm(cache, url, signal) {
  const answer = await fetch(url, { cache: "no-cache", credentials: "omit", signal });
  if (!answer.ok) throw new NotAForm(String(answer.status));
  const copy = answer.clone();
  const bundle = await answer.json(); // a captive portal's page is none
  if (!isBundle(bundle)) throw new NotAForm(url);
  await cache.put(url, copy);
  return bundle;
}

export async function keptBundle(url) {
  const kept = await (await caches.open(FORM_CACHE)).match(url);
  return kept ? kept.json() : null;
}

export function soundsOf(bundle) {
  const found = [];
  for (const page of bundle.pages)
    for (const item of page.items)
      for (const language of Object.keys(item.audio || {}))
        found.push(...Object.values(item.audio[language]));
  return found;
}

async function keepSounds(cache, url, bundle) {
  const wanted = soundsOf(bundle);
  await fetchSounds(cache, wanted).catch(() => null); // the rest another time
  const kept = [url].concat(wanted).map((path) => new URL(path, location.href).href);
  for (const request of await cache.keys())
    if (!kept.includes(request.url)) await cache.delete(request);
}

async function fetchSounds(cache, wanted) {
  for (const sound of wanted)
    if (!(await cache.match(sound))) await inTime((signal) => keepSound(cache, sound, signal));
}

async function keepSound(cache, sound, signal) {
  const answer = await fetch(sound, { credentials: "omit", signal });
  if (answer.ok) await cache.put(sound, answer);
}
