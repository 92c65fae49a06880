// What a patient's device may be told of others, field by field and message by message; whatever is not named here is a secret.
// Stated apart from the product, so that a field that is added there is found here. Pure.
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";

export const OF_EVERYBODY = new Set([
  "role",
  "name",
  "mark",
  "simulated",
  "present",
  "connection",
  "ready",
  "repetitions",
  "points",
  "streakDays",
  "standing",
  "shownAs",
  "pictureConsent",
  "microphoneToGroup",
  "takesPartInRecording",
  "recordingAnswer",
  "recordedNow",
  "lineQuality",
]);
/** Of those: said of therapists, and empty in a patient's row. */
const OF_THERAPISTS = ["recordingAnswer", "recordedNow", "lineQuality"];
const OF_THE_CLASS = new Set([
  "title",
  "epoch",
  "phase",
  "exerciseId",
  "setId",
  "setOrdinal",
  "setPhase",
  "setExerciseId",
  "setState",
  "setRanMs",
  "setChangedAtMs",
  "pictureMode",
  "spotlight",
  "privateWord",
  "privateWordById",
  "recording",
  "therapistStep",
  "balloon",
  "provisional",
  "participants",
  "clinical",
]);
export const OF_A_REPETITION = new Set([
  "epoch",
  "participantId",
  "setId",
  "repetitions",
  "points",
  "totalPoints",
  "frame",
  "balloon",
]);
/** About whoever is told. */
const ONES_OWN: ReadonlySet<string> = new Set([WIRE.measurement, WIRE.cue, WIRE.alarm, WIRE.stroke]);
/** Without anything about anybody. */
const ABOUT_NOBODY: ReadonlySet<string> = new Set([
  WIRE.acknowledgement,
  WIRE.refusal,
  WIRE.avatars,
  WIRE.mediaChanged,
]);

export interface Secret {
  readonly of: string;
  readonly what: string;
}
type Fields = Readonly<Record<string, unknown>>;

/** `state`: the whole of it, as the device has decoded it. */
export function secretsInState(me: string, state: Fields): readonly Secret[] {
  const participants = state.participants as Readonly<Record<string, Fields>>;
  const clinical = state.clinical as Readonly<Record<string, Fields>>;
  return [
    ...unknownFields(state, OF_THE_CLASS).map((what) => ({ of: "the class", what })),
    ...Object.entries(participants).flatMap(([of, row]) =>
      of === me ? [] : [...unknownFields(row, OF_EVERYBODY), ...therapistsOnly(row)].map((what) => ({ of, what })),
    ),
    ...Object.entries(clinical).flatMap(([of, row]) =>
      of === me ? [] : unknownFields(row, new Set()).map((what) => ({ of, what: `clinical ${what}` })),
    ),
  ];
}

export function secretsInMessage(me: string, type: string, message: unknown): readonly Secret[] {
  if (ABOUT_NOBODY.has(type)) return [];
  const fields = (typeof message === "object" && message !== null ? message : {}) as Fields;
  const of = String(fields.participantId ?? "somebody");
  if (ONES_OWN.has(type)) return of === me ? [] : [{ of, what: `message ${type}` }];
  if (type === WIRE.repetition)
    return unknownFields(fields, OF_A_REPETITION).map((what) => ({ of, what: `${type} ${what}` }));
  return [{ of, what: `message ${type}` }];
}

function therapistsOnly(row: Fields): readonly string[] {
  return row.role === "therapist" ? [] : OF_THERAPISTS.filter((name) => row[name] !== undefined && row[name] !== "");
}

function unknownFields(row: Fields, known: ReadonlySet<string>): readonly string[] {
  return Object.entries(row)
    .filter(([name, value]) => value !== undefined && !known.has(name))
    .map(([name]) => name);
}
