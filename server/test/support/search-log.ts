// Looks through a server's log for what must not be in it: marked words in any disguise, secrets, fields and words of health.

/** Unlike anything a program says by itself; all in small letters, since lines are searched in small letters too. */
const MARK = "qxmark";

/** Text that is recognised again wherever it turns up. */
export function mark(what: string): string {
  return `${MARK}-${what}`;
}

/** Of a line: why it must not be there. */
export interface Leak {
  readonly why: string;
  readonly line: string;
}

/** What a person said or did, and what lets somebody in; `level` of a line itself is the logger's own. */
const FORBIDDEN_FIELDS = new RegExp(
  `^(${[
    "pain|effort|level|quality|parts|repetitions|cue|side|target|targets|exerciseid|exerciseversion|ready|stopped",
    "\\w*degrees|range|otherranges|minimum|maximum|below95|above95|halfwidth95|rangebelow95|rangeabove95|confidence",
    "place|emergencycontact|nickname|title|text|message_?text|drawing|annotation|points|joint|figure|frames|landmarks",
    "camera|microphone|speaker|linecause|framing|consent|given|audience|standing|streak|privateword|heldwhy",
    "command|payload|fact|cookie|link|token|secret|password|credential|authorization",
  ].join("|")})$`,
  "i",
);
const FORBIDDEN_WORDS =
  /\b(pain|effort)\b|reportPain|reportEffort|stopForPain|painStopped|stateWhereabouts|movePrivateWord|drawAnnotation|answerRecording|attainedDegrees|ensemble=/i;
/** Errors have a name too. */
const NAMES_OF_KINDS = /(Error|^(object|string|number|undefined|function|symbol|boolean|bigint))$/;

/** `secrets`: whole strings that were in use. */
export function findLeaks(lines: readonly string[], secrets: readonly string[]): readonly Leak[] {
  const disguises = disguisesOf(MARK);
  return lines.flatMap((line) => {
    const small = line.toLowerCase();
    const marks = disguises.filter((text) => (text === MARK ? small : line).includes(text));
    const leaked = secrets.filter((secret) => line.includes(secret) || line.includes(encodeURIComponent(secret)));
    const words = FORBIDDEN_WORDS.exec(line)?.[0];
    return [
      ...marks.map((text) => `a marked word as ${text}`),
      ...leaked.map((secret) => `the secret ${secret}`),
      ...(words === undefined ? [] : [`the word ${words}`]),
      ...fieldsIn(line),
    ].map((why) => ({ why, line }));
  });
}

/** As it stands, as hexadecimal, as a list of bytes, and as base64 wherever it begins. */
function disguisesOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  // Of each of the three ways base64 can cut it, the signs that do not hang on what stands before and after.
  const base64 = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const end = ((shift + bytes.byteLength) * 8) % 6 === 0 ? undefined : -1;
    return whole.slice(shift === 0 ? 0 : shift + 1, end);
  });
  return [text, bytes.toString("hex"), [...bytes].join(","), ...base64];
}

function fieldsIn(line: string): readonly string[] {
  const parsed = parseLine(line);
  if (parsed === undefined) return [];
  const { level: _ofTheLine, ...rest } = parsed;
  return forbiddenFields(rest, "");
}

/** `undefined`: not a line of the logger. */
export function parseLine(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // somebody else's words
  }
}

function forbiddenFields(value: unknown, path: string): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const forbidden = FORBIDDEN_FIELDS.test(key) || (key === "name" && !NAMES_OF_KINDS.test(String(part)));
    return [...(forbidden ? [`the field ${path}${key}`] : []), ...forbiddenFields(part, `${path}${key}.`)];
  });
}
