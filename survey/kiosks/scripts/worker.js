// The service worker: the kiosk's page comes up without a network. The server
// writes KIOSK_BUILD and KIOSK_FILES before it. It knows nothing of the queue.

const CACHE = `hailong-kiosk-build-${KIOSK_BUILD}`;
const FORMS = "hailong-kiosk-form"; // filled by the page
const BUILDS = /^hailong-kiosk-build-/;
const PAGE = "/kiosk/";
const PARTIAL = /^bytes=(\d+)-(\d*)$/;

// A captive portal answers everything with "200 OK": it has no mark of ours.
async function fetchOurs(path) {
  const answer = await fetch(path, { cache: "reload", credentials: "omit" });
  const marked = answer.headers.get("X-Hailong") === `kiosk ${KIOSK_BUILD}`;
  if (!answer.ok || answer.redirected || !marked) throw new Error(`not ours: ${path}`);
  return answer;
}

async function keepBuild() {
  const cache = await caches.open(CACHE);
  for (const path of KIOSK_FILES) await cache.put(path, await fetchOurs(path));
}

async function dropOtherBuilds() {
  const names = (await caches.keys()).filter((name) => BUILDS.test(name) && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}

// Only what belongs to this build: the next one may lie beside it already.
async function keptFor(request) {
  const path = request.mode === "navigate" ? PAGE : request.url;
  const build = await (await caches.open(CACHE)).match(path);
  return build || (await caches.open(FORMS)).match(path);
}

async function fromCache(request) {
  const kept = await keptFor(request);
  if (!kept) return fetch(request);
  const range = PARTIAL.exec(request.headers.get("Range") || "");
  return range ? part(kept, Number(range[1]), range[2]) : kept;
}

// Sound is asked for in parts.
async function part(kept, from, to) {
  const whole = await kept.arrayBuffer();
  const last = to ? Math.min(Number(to), whole.byteLength - 1) : whole.byteLength - 1;
  return new Response(whole.slice(from, last + 1), {
    status: 206,
    headers: {
      "Content-Type": kept.headers.get("Content-Type"),
      "Content-Range": `bytes ${from}-${last}/${whole.byteLength}`,
    },
  });
}

function isKept(request) {
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return false;
  if (request.mode === "navigate") return pathname === PAGE;
  return KIOSK_FILES.includes(pathname) || request.destination === "audio";
}

self.addEventListener("install", (event) => event.waitUntil(keepBuild()));
self.addEventListener("activate", (event) =>
  event.waitUntil(dropOtherBuilds().then(() => self.clients.claim())),
);
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  if (isKept(event.request)) event.respondWith(fromCache(event.request));
});
