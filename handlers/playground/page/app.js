// The playground's page: one state from the server, kept true by its events.

import { drawMessage } from "./cards.js";
import { drawComing, openClock, setAnythingAhead, setClock } from "./clock.js";
import { drawAttached, forgetAttached, offer, openComposer, send, setCommands } from "./composer.js";
import { ask, attempt, byId, confirmIn, fillIn, icon, make, toast } from "./dom.js";
import { dayOf } from "./time.js";

const NEAR = 120;
const EMPTY = { messages: [], earlier: 0, coming: [], hints: [], ahead: false };

let state = { channels: [], command: "/calls" };
let current = null;
let shown = { messages: new Map(), earlier: 0 };
const unread = new Map();
let stream = null;
let cursor = "";
let refreshing = 0;
let arrived = null;

const log = byId("log");
const scroll = byId("scroll");

// Channels ---------------------------------------------------------------------------------------------------------

function drawChannels() {
  byId("channels").replaceChildren(...state.channels.map(({ id, name }) => {
    const count = unread.get(id);
    const button = make("button", { type: "button", onclick: () => visit(id) },
      make("span", { className: "hash", "aria-hidden": "true", textContent: "#" }),
      make("span", { className: "name", textContent: name }),
      count ? make("span", { className: "count", "aria-label": `${count} new`, textContent: String(count) }) : null);
    if (id === current) button.setAttribute("aria-current", "page");
    return make("li", {}, button);
  }));
  const here = state.channels.find(({ id }) => id === current);
  byId("title").textContent = here ? `#${here.name}` : "";
  byId("coming-where").textContent = here ? `in #${here.name}` : "";
  document.title = here ? `#${here.name} · Tickerbell playground` : "Tickerbell playground";
}

async function visit(id) {
  closeDrawers();
  current = id;
  history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  unread.delete(id);
  drawAttached();
  drawChannels();
  await show();
}

/** Load the channel on view, and draw it whole. */
async function show() {
  const id = current;
  // What comes while the channel is being loaded waits: it may be newer than what is loaded.
  const waiting = [];
  arrived = waiting;
  const channel = id ? await attempt(() => ask(`channels/${encodeURIComponent(id)}`)) : EMPTY;
  if (arrived !== waiting) return;
  arrived = null;
  if (!channel) return;
  log.setAttribute("aria-live", "off");
  shown = { messages: new Map(channel.messages.map((message) => [message.id, message])), earlier: channel.earlier };
  drawLog();
  drawAhead(channel);
  for (const message of waiting) (shown.messages.has(message.id) ? edited : receive)(message);
  scroll.scrollTop = scroll.scrollHeight;
  requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
}

function drawAhead({ coming, hints, ahead }) {
  drawComing(coming);
  setAnythingAhead(ahead);
  offer(hints);
}

function nameChannel({ title, ok, value, use, done }) {
  byId("name-title").textContent = title;
  byId("name-ok").textContent = ok;
  byId("name").value = value;
  fillIn(byId("name-dialog"), byId("name-wrong"), () => use(byId("name").value), done);
  byId("name").select();
}

const newChannel = () => nameChannel({
  title: "New channel", ok: "Make it", value: "",
  use: async (name) => {
    const made = await ask("channels", { name });
    await loadChannels();
    await visit(made.id);
  },
  done: () => byId("line").focus(),
});

const renameChannel = () => nameChannel({
  title: "Rename the channel", ok: "Rename it", value: state.channels.find(({ id }) => id === current)?.name ?? "",
  use: async (name) => {
    await ask(`channels/${encodeURIComponent(current)}/name`, { name });
    await loadChannels();
  },
});

async function loadChannels() {
  state = await ask("state");
  drawChannels();
}

// Messages ---------------------------------------------------------------------------------------------------------

function drawLog() {
  const rows = [];
  let day = null;
  let before = null;
  if (shown.earlier) rows.push(make("p", { className: "earlier", textContent: `${shown.earlier} earlier messages are not shown.` }));
  for (const message of shown.messages.values()) {
    if (parentOf(message) && !message.broadcast) continue;
    const its = dayOf(new Date(message.at));
    if (its !== day) rows.push(divider(its));
    day = its;
    rows.push(draw(message, before));
    before = message;
  }
  log.replaceChildren(...(rows.length ? rows : [make("div", { className: "empty" }, make("p", { textContent: "Nothing has been said here yet." }))]));
}

const parentOf = (message) => (message.thread ? shown.messages.get(message.thread) ?? null : null);

function draw(message, before) {
  const answers = [...shown.messages.values()].filter((one) => one.thread === message.id);
  return drawMessage(message, before, press, { answers, parent: parentOf(message) });
}

/** Draw a message of the log anew, where it stands: its card was edited, or there is another answer below it. */
function redraw(message) {
  const there = log.querySelector(`.message[data-id="${message.id}"]`);
  if (!there) return;
  const drawn = draw(message, null);
  drawn.classList.toggle("again", there.classList.contains("again"));
  const open = there.querySelector(".thread")?.open;
  if (open) drawn.querySelector(".thread").open = true;
  drawn.classList.add("lit");
  there.replaceWith(drawn);
}

function edited(message) {
  if (message.channel !== current) return;
  if (arrived) {
    arrived.push(message);
    return;
  }
  if (!shown.messages.has(message.id)) return;
  shown.messages.set(message.id, message);
  redraw(message);
}

const divider = (day) => make("div", { className: "divider", textContent: day, data: { day } });

function receive(message) {
  if (message.channel !== current) {
    if (message.author === "bot") {
      unread.set(message.channel, (unread.get(message.channel) ?? 0) + 1);
      drawChannels();
      // A channel unknown here belongs to a story that is just beginning: the one on view is gone by then.
      if (state.channels.some(({ id }) => id === message.channel)) refreshSoon();
    }
    return;
  }
  if (arrived) {
    arrived.push(message);
    return;
  }
  if (shown.messages.has(message.id)) return;
  const before = [...shown.messages.values()].filter((one) => !parentOf(one) || one.broadcast).at(-1);
  const near = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
  shown.messages.set(message.id, message);
  const parent = parentOf(message);
  if (parent) redraw(parent);
  if (parent && !message.broadcast) {
    refreshSoon();
    return;
  }
  log.querySelector(".empty")?.remove();
  const day = dayOf(new Date(message.at));
  if ([...log.querySelectorAll(".divider")].at(-1)?.dataset.day !== day) log.append(divider(day));
  const drawn = draw(message, before);
  drawn.classList.add("fresh");
  log.append(drawn);
  if (near || message.author !== "bot") toBottom();
  else byId("newer").hidden = false;
  refreshSoon();
}

function toBottom() {
  scroll.scrollTo({ top: scroll.scrollHeight, behavior: "auto" });
  byId("newer").hidden = true;
}

/** A button types its command. One that undoes something is asked about first. */
async function press(button, element) {
  if (button.danger) {
    byId("sure-title").textContent = `${button.label}?`;
    byId("sure-words").textContent = `${state.command} ${button.words}`;
    byId("sure-ok").textContent = button.label;
    if (!await confirmIn(byId("sure-dialog"))) return;
  }
  element.disabled = true;
  await attempt(() => send(`${state.command} ${button.words}`));
  element.disabled = false;
}

/** Ask again what is planned, once for a burst of messages. */
function refreshSoon() {
  clearTimeout(refreshing);
  refreshing = setTimeout(async () => {
    const id = current;
    if (!id) return;
    const channel = await ask(`channels/${encodeURIComponent(id)}`).catch(() => null);
    if (channel && id === current) drawAhead(channel);
  }, 150);
}

// What the server tells --------------------------------------------------------------------------------------------

function listen() {
  stream?.close();
  stream = new EventSource(`/playground/api/events?after=${encodeURIComponent(cursor)}`);
  const on = (name, handle) => stream.addEventListener(name, (event) => {
    cursor = event.lastEventId || cursor;
    handle(JSON.parse(event.data));
  });
  on("message", receive);
  on("edited", edited);
  on("clock", (clock) => setClock(clock, { smooth: true }));
  on("walked", walked);
  on("channels", loadChannels);
  on("reset", () => {
    forgetAttached();
    attempt(begin);
  });
  stream.onopen = () => { byId("lost").hidden = true; };
  stream.onerror = () => {
    byId("lost").hidden = false;
    // A browser gives up on a stream that was refused; the page does not.
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}

function walked({ now, messages, trouble }) {
  setClock({ now, walking: null }, { smooth: true });
  refreshSoon();
  if (trouble) {
    toast(trouble, { wrong: true });
    return;
  }
  const counts = Object.entries(messages);
  if (!counts.length) toast("Nothing was due on the way.");
  for (const [id, count] of counts) {
    const name = state.channels.find((channel) => channel.id === id)?.name ?? id;
    toast(`${count === 1 ? "1 message" : `${count} messages`} went out in #${name}`);
  }
}

async function begin() {
  state = await ask("state");
  cursor = state.cursor;
  unread.clear();
  setCommands(state);
  setClock(state);
  const wanted = decodeURIComponent(location.hash.slice(1));
  const known = state.channels.some(({ id }) => id === wanted);
  current = known ? wanted : state.channels[0]?.id ?? null;
  drawAttached();
  drawChannels();
  await show();
}

// Drawers, for smaller windows -------------------------------------------------------------------------------------

function openDrawer(name) {
  byId(name).classList.add("open");
  byId(`${name}-open`).setAttribute("aria-expanded", "true");
  byId("veil").hidden = false;
  byId("toasts").replaceChildren();
  byId("talk").inert = true;
  byId(`${name}-close`).focus();
}

function closeDrawers() {
  byId("veil").hidden = true;
  byId("talk").inert = false;
  for (const name of ["side", "clock"]) {
    if (!byId(name).classList.contains("open")) continue;
    byId(name).classList.remove("open");
    byId(`${name}-open`).setAttribute("aria-expanded", "false");
    byId(`${name}-open`).focus();
  }
}

function openPage() {
  for (const name of ["side", "clock"]) {
    byId(`${name}-open`).onclick = () => openDrawer(name);
    byId(`${name}-close`).onclick = closeDrawers;
  }
  byId("veil").onclick = closeDrawers;
  addEventListener("keydown", (event) => event.key === "Escape" && closeDrawers());
  for (const button of document.querySelectorAll("dialog [data-close]")) {
    button.onclick = () => button.closest("dialog").close();
  }
  byId("new-channel").onclick = newChannel;
  byId("rename").onclick = renameChannel;
  byId("newer").onclick = toBottom;
  scroll.onscroll = () => {
    if (scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR) byId("newer").hidden = true;
  };
}

openPage();
openComposer(() => current);
openClock({ zoneChanged: drawLog, turned: closeDrawers });
await attempt(begin);
listen();
if (matchMedia("(hover: hover)").matches) byId("line").focus();
