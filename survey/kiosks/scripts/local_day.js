// The device's clock: what it says, and whether it can be right.

const VIETNAM_AHEAD = 7 * 3600e3; // all year; tablets often stand in another zone
const DAY = 24 * 3600e3;
const JITTER = 120e3;
const LONGEST_OFFLINE = 14 * DAY;

export function localDay(now) {
  return new Date(now + VIETNAM_AHEAD).toISOString().slice(0, 10);
}

export function localTime(now) {
  return new Date(now + VIETNAM_AHEAD).toISOString().slice(0, 19) + "+07:00";
}

// 26/11/2026 08:46
export function shownTime(moment) {
  const [day, time] = localTime(moment).split("T");
  return day.split("-").reverse().join("/") + " " + time.slice(0, 5);
}

export function stoodBack(now, latest) {
  return now < latest - JITTER;
}

export function isDayOff(milliseconds) {
  return Math.abs(milliseconds) > DAY;
}

// A clock that was set back must not make a long silence look short.
export function isSilentTooLong(now, latest, contact) {
  return Math.max(now, latest) - contact > LONGEST_OFFLINE;
}

export function daysBetween(day, today) {
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(day)) / DAY));
}
