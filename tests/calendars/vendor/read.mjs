// Reads a calendar file from standard input, and writes what ical.js understood of it as JSON.
import { readFileSync } from "node:fs";
import ICAL from "./ical.min.mjs";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}

function instant(time) {
  return time.isDate ? time.toString() : new Date(time.toUnixTime() * 1000).toISOString();
}

const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    summary: event.summary,
    starts: instant(event.startDate),
    ends: instant(event.endDate),
    sequence: event.sequence,
    status: component.getFirstPropertyValue("status"),
    ways: component.getAllProperties("conference").map((one) => one.getFirstValue()),
    alarms: component.getAllSubcomponents("valarm").map((one) => one.getFirstPropertyValue("trigger").toSeconds()),
  };
});
process.stdout.write(JSON.stringify(events));
