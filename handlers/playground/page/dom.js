// Small helpers. Every text is set as text: nothing here, or anywhere in the page, makes markup out of strings.

const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

/** An element with properties and children; strings become text, and null or undefined children are left out. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "data") Object.assign(element.dataset, value);
    else if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

const GROUP = /(\([^()\s][^()]{0,30}: [A-Z0-9][A-Z0-9.-]{0,11}\))/;

/** Text whose “(NASDAQ: FRNH)” does not break at the end of a line. */
export const together = (text) => text.split(GROUP).filter(Boolean).map((part) =>
  (GROUP.test(part) ? make("span", { className: "whole", textContent: part }) : part));

/** Ask the playground. Throws an Error whose message is a sentence; its ``answer`` holds what came back. */
export async function ask(path, body) {
  const options = body === undefined
    ? {}
    : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  let response;
  try {
    response = await fetch(`/playground/api/${path}`, options);
  } catch {
    throw new Error("The playground does not answer. Is it still running?");
  }
  let answer = {};
  try {
    answer = await response.json();
  } catch { /* an error without a sentence of its own */ }
  if (response.ok) return answer;
  const words = [answer.error ?? "Something went wrong here. The log in the terminal says more.", answer.hint];
  throw Object.assign(new Error(words.filter(Boolean).join(" ")), { answer });
}

/** A short message that goes away by itself and is read out. */
export function toast(text, { wrong = false } = {}) {
  for (const same of [...byId("toasts").children]) if (same.textContent === text) same.remove();
  const note = make("div", { className: wrong ? "toast wrong-way" : "toast", textContent: text });
  byId("toasts").append(note);
  while (byId("toasts").children.length > 3) byId("toasts").firstChild.remove();
  setTimeout(() => note.remove(), 3500 + 45 * text.length);
}

/** Run what may fail; a failure is told in a toast. */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    toast(error.message, { wrong: true });
    return undefined;
  }
}

/** Open a dialog. What was told before has been read, and must not lie over it. */
function show(dialog) {
  byId("toasts").replaceChildren();
  dialog.showModal();
}

/** Open a dialog; the promise gives true when its form was sent, false when it was closed. */
export function confirmIn(dialog) {
  dialog.returnValue = "";
  show(dialog);
  return new Promise((resolve) => {
    const form = dialog.querySelector("form");
    let sent = false;
    const note = () => { sent = true; };
    form.addEventListener("submit", note, { once: true });
    dialog.addEventListener("close", () => {
      form.removeEventListener("submit", note);
      resolve(sent);
    }, { once: true });
  });
}

/** Open a dialog whose form is handed to ``send``; it stays open, with the reason, while that fails.
 *  ``done`` is called when it was closed after that, and has given back the focus. */
export function fillIn(dialog, wrong, send, done = () => {}) {
  const form = dialog.querySelector("form");
  wrong.textContent = "";
  form.onsubmit = async (event) => {
    event.preventDefault();
    try {
      await send();
      dialog.close();
      done();
    } catch (error) {
      wrong.textContent = error.message;
    }
  };
  show(dialog);
}
