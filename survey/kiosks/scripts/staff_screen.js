import { button, made, quietButton, sentence } from "./elements.js";
import { daysBetween, localDay, shownTime } from "./local_day.js";
import { warnings } from "./standing.js";

// Behind the PIN: how it stands with this tablet, and what staff may do there.

export function showStaffScreen(kiosk) {
  const draw = () => drawStaffScreen(kiosk, isShown);
  const isShown = () => kiosk.current === draw && !kiosk.idling.left;
  kiosk.show(draw);
}

// Meanwhile somebody may have left, or be asked whether she is still there.
async function drawStaffScreen(kiosk, isShown) {
  const say = (key, values) => sentence(kiosk.language, key, values);
  const records = await kiosk.store.all();
  if (!isShown()) return;
  const rows = factsOf(kiosk, records, say).map(([key, words, told]) =>
    made(
      "div",
      { "data-fact": key, "data-told": told || words },
      made("dt", {}, say(key)),
      made("dd", {}, words),
    ),
  );
  const content = made(
    "div",
    { class: "staff" },
    made("h1", {}, say("staff_title", { name: kiosk.settings.name })),
    made("dl", {}, ...rows),
    ...refusalsOf(records, say),
    made("p", { id: "told", role: "status" }),
    made("div", { class: "choices" }, ...actionsOf(kiosk, records, say, isShown)),
  );
  const foot = [
    button(say("to_start"), () => kiosk.rest()),
    quietButton(say("leave"), () => location.assign("/")),
  ];
  kiosk.stage.show("staff", [content], foot);
}

function factsOf(kiosk, records, say) {
  const { memory } = kiosk;
  const now = Date.now();
  const waiting = records.filter((record) => record.state === "waiting");
  const oldest = waiting.length && say("days", { n: daysBetween(waiting[0].day, localDay(now)) });
  const warned = warnings(memory, kiosk.condition());
  const contact = memory.contact ? shownTime(memory.contact) : "—";
  const kept = { true: "storage_kept", false: "storage_refused" }[kiosk.storageKept];
  const clock = warned.includes("clock_wrong") ? "clock_wrong" : "clock_right";
  const line = kiosk.online ? "online" : "offline";
  return [
    ["queue", String(waiting.length)],
    ["queue_oldest", oldest || "—"],
    ["queue_refused", String(records.length - waiting.length)],
    ["queue_quarantined", String(memory.quarantined || 0)],
    ["last_contact", say(line) + " · " + contact, line],
    ["clock", say(clock), clock],
    ["storage", say(kept || "storage_unknown"), kept],
    ["version", KIOSK_VERSION],
  ];
}

function refusalsOf(records, say) {
  const told = records
    .filter((record) => record.state === "refused")
    .map((record) => record.sentence || record.reason);
  if (!told.length) return [];
  const lines = Array.from(new Set(told)).map((words) => made("li", {}, words));
  return [made("h2", {}, say("refused_because")), made("ul", {}, ...lines)];
}

function actionsOf(kiosk, records, say, isShown) {
  const tell = (words) => {
    const told = document.getElementById("told");
    if (told) told.textContent = words;
  };
  const actions = [
    quietButton(say("send_now"), () => sendNow(kiosk, tell, say, isShown)),
    quietButton(say("look_for_update"), () => updateNow(kiosk, tell, say)),
  ];
  if (records.length)
    actions.push(quietButton(say("export"), () => exportQueue(kiosk, tell, say)));
  if (kiosk.memory.revoked)
    actions.push(quietButton(say("enrol_anew"), () => kiosk.enrolAnew()));
  return actions;
}

async function sendNow(kiosk, tell, say, isShown) {
  tell(say("sending"));
  await kiosk.heartbeat.beat();
  await kiosk.sender.kick(true);
  await drawStaffScreen(kiosk, isShown);
  tell(say("waiting", { n: await kiosk.sender.waiting() }));
}

async function updateNow(kiosk, tell, say) {
  tell(say("looking"));
  const found = await kiosk.updating.look();
  tell(say(found ? "update_found" : "update_none"));
}

// The same requests the tablet would send; the platform counts each once.
async function exportQueue(kiosk, tell, say) {
  const records = await kiosk.store.all();
  const requests = records.map(({ form, uuid, sealed, kiosk: signed }) => ({
    form,
    uuid,
    sealed,
    kiosk: signed,
  }));
  const file = new Blob([JSON.stringify({ hailong_queue: 1, requests })], {
    type: "application/json",
  });
  const href = URL.createObjectURL(file);
  const name = `hailong-${kiosk.memory.device}-${localDay(Date.now())}.json`;
  const link = made("a", { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 60e3);
  tell(say("exported", { n: requests.length }));
}
