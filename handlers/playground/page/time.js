// How moments are written. The page shows times in one zone that the reader chooses, and beside announced times the
// reader's own.

export const MINE = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
const NEW_YORK = "America/New_York";

const PLACES = [[NEW_YORK, "New York"], ["Europe/London", "London"], ["UTC", "UTC"]];

let zone = stored() ?? NEW_YORK;
const made = new Map();

function stored() {
  try {
    const name = localStorage.getItem("zone");
    return name && format({ timeZone: name }) ? name : null;
  } catch {
    return null;
  }
}

function format(options) {
  const key = JSON.stringify(options);
  if (!made?.has(key)) {
    const formatter = new Intl.DateTimeFormat("en-US", options);
    made?.set(key, formatter);
    return formatter;
  }
  return made.get(key);
}

/** What Intl writes, with ordinary spaces: browsers differ in the one before AM and PM. */
function written(options, at) {
  return format(options).format(at).replace(/[\u202f\u00a0]/g, " ");
}

export const currentZone = () => zone;

export function chooseZone(name) {
  zone = name;
  try {
    localStorage.setItem("zone", name);
  } catch { /* a browser that stores nothing forgets it with the page */ }
}

/** The zones worth offering: [name, words]. */
export function zoneChoices() {
  const mine = PLACES.find(([name]) => name === MINE);
  const rest = PLACES.filter(([name]) => name !== MINE);
  return [[MINE, `${mine?.[1] ?? place(MINE)} (your zone)`], ...rest];
}

const place = (name) => name.split("/").pop().replaceAll("_", " ");

export const timeOf = (at, timeZone = zone) => written({ timeZone, hour: "numeric", minute: "2-digit" }, at);
export const secondsOf = (at) => String(at.getUTCSeconds()).padStart(2, "0");
export const dayOf = (at, timeZone = zone) =>
  written({ timeZone, weekday: "long", month: "long", day: "numeric", year: "numeric" }, at);
export const shortDayOf = (at, timeZone = zone) =>
  written({ timeZone, weekday: "short", month: "short", day: "numeric" }, at);
export const zoneWord = (at, timeZone = zone) =>
  format({ timeZone, timeZoneName: "short" }).formatToParts(at).find((part) => part.type === "timeZoneName").value;
export const momentOf = (at, timeZone = zone) =>
  `${written({ timeZone, month: "short", day: "numeric", year: "numeric", hour: "numeric", minute: "2-digit" }, at)} ${zoneWord(at, timeZone)}`;

/** For an input of type datetime-local: 2014-05-12T10:00. */
export const wallOf = (at, timeZone = zone) =>
  format({
    timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(at).reduce((text, part) => text.replace(`<${part.type}>`, part.value), "<year>-<month>-<day>T<hour>:<minute>");

/** An announced instant in the reader's own zone, where that reads differently: "11:00 PM for you". */
export function yours(at, announced, style) {
  if (style === "day" || written({ timeZone: announced, dateStyle: "short", timeStyle: "short" }, at)
    === written({ timeZone: MINE, dateStyle: "short", timeStyle: "short" }, at)) return null;
  const sameDay = shortDayOf(at, announced) === shortDayOf(at, MINE);
  return `${sameDay ? "" : `${shortDayOf(at, MINE)}, `}${timeOf(at, MINE)} for you`;
}

/** How long until then, roughly: "in 2 days", "in 3 h 20 min". */
export function away(from, to) {
  const minutes = Math.max(0, Math.round((to - from) / 60000));
  if (minutes < 1) return "now";
  if (minutes < 60) return `in ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 && hours < 10 ? `in ${hours} h ${minutes % 60} min` : `in ${hours} h`;
  return `in ${Math.round(minutes / 1440)} days`;
}
