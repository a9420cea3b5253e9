// The form and its sound, kept for when there is no network.

export const FORM_CACHE = "hailong-kiosk-form";

export class NotAForm extends Error {}

function isBundle(bundle) {
  return Boolean(bundle && bundle.form && bundle.transport && bundle.pages);
}

export async function fetchBundle(url) {
  const answer = await fetch(url, { cache: "no-cache", credentials: "omit" });
  if (!answer.ok) throw new NotAForm(String(answer.status));
  const copy = answer.clone();
  const bundle = await answer.json(); // a captive portal's page is none
  if (!isBundle(bundle)) throw new NotAForm(url);
  const cache = await caches.open(FORM_CACHE);
  await cache.put(url, copy);
  await keepSounds(cache, url, bundle);
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
  for (const sound of wanted)
    if (!(await cache.match(sound))) await cache.add(sound).catch(() => null);
  const kept = [url].concat(wanted).map((path) => new URL(path, location.href).href);
  for (const request of await cache.keys())
    if (!kept.includes(request.url)) await cache.delete(request);
}
