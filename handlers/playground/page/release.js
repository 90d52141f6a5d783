// What a press release looks like, and which of its lines is the headline.

const LONG = 300;
const SHORT = 90;
const SAYS_CALL = /\b(conference call|webcast|earnings call|dial[- ]?in|(financial|quarter|full[- ]year)\b.{0,40}\bresults)\b/i;
const IS_DATED = /\b\d{1,2},? \d{4}\b|--|\((NYSE|NASDAQ|AMEX|OTC|TSX|LSE|ASX)/i;
const PREAMBLE = /^(for immediate release|press release|source\b|contact|share|print|https?:)/i;
const DATE_ALONE = /^((mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? )?[a-z]{3,9}\.? \d{1,2},? \d{4}\b(?!.*\b(announce|host|hold|report))|^\d{1,2} [a-z]{3,9} \d{4}|^\d[\d/.-]+\b/i;

/** Whether pasted text is a release rather than a line of talk. */
export const readsLikeRelease = (text) => text.trim().length > LONG
  || (text.trim().length >= SHORT && SAYS_CALL.test(text) && IS_DATED.test(text));

/** The headline: the first line that is neither a date nor a label. Of a release in one paragraph, its beginning. */
export function headline(text) {
  const rows = text.split("\n").map((row) => row.trim()).filter(Boolean).slice(0, 15);
  const found = rows.find((row) => row.length > 24 && !PREAMBLE.test(row) && !DATE_ALONE.test(row)) ?? rows[0] ?? "";
  if (found.length <= SHORT) return found;
  return `${found.slice(0, SHORT).replace(/\s+\S*$/, "")}…`;
}
