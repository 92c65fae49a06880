// Facts as the database gives them back: one with a part missing, or of a kind that this version does not know, is not folded; of such a kind one
// that says that it changes nothing is passed over.
import { DRAWING_TOOLS, TARGET_JOINTS } from "@ensemble/shared/session/annotation.ts";
import { PICTURE_STEPS } from "@ensemble/shared/session/picture-ladder-rules.ts";
import { PASSED_OVER, type SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { DEMONSTRATION_PLACES } from "@ensemble/shared/session/side-by-side.ts";
import { z } from "zod";

const id = z.string();
const person = { participantId: id };
const set = { setId: id };
const side = z.enum(["left", "right", "both"]);
const number = z.number();
const target = z.object({ repetitions: number, rangeDegrees: number.optional(), side });
const range = z.object({ maximum: number, minimum: number, measurable: z.boolean() });
const member = z.object({
  participantId: id,
  role: z.enum(["therapist", "patient"]),
  mark: number,
  simulated: z.boolean(),
});
const place = z.tuple([number, number]).rest(z.unknown());
/** Less strict than what a page may send: a version before one that says more of a drawing still reads the journal. */
const annotation = z.union([
  z.object({ annotationId: id, tool: z.enum(DRAWING_TOOLS), points: z.array(place), stays: z.boolean() }),
  z.object({ annotationId: id, tool: z.literal("target"), joint: z.enum(TARGET_JOINTS), degrees: number }),
]);
const pictureMode = z.enum(["therapistOnly", "pairs", "everybody"]);

/** What folds and readings rely on; whatever else a fact says is its own business. */
const FACTS = {
  sessionOpened: z.object({ groupSessionId: id, members: z.array(member), pictureMode }),
  participantJoined: z.object(person),
  participantLeft: z.object({ ...person, reason: z.enum(["left", "lost"]) }),
  clockMapped: z.object({ ...person, clockId: id, offsetMs: number }),
  agreementAccepted: z.object({ ...person, version: number }),
  whereaboutsStated: z.object(person),
  readinessDeclared: z.object({ ...person, ready: z.boolean() }),
  phaseStarted: z.object({ phase: z.enum(["lobby", "warmUp", "exercise", "coolDown", "summary"]) }),
  exerciseChosen: z.object({ exerciseId: id, exerciseVersion: number }),
  targetSet: z.object({ ...person, exerciseId: id, target }),
  setStarted: z.object({
    ...set,
    exerciseId: id,
    phase: z.enum(["warmUp", "exercise", "coolDown"]),
    targets: z.record(id, target),
  }),
  setPaused: z.object(set),
  setResumed: z.object(set),
  setFinished: z.object(set),
  repetitionCounted: z.object({
    ...person,
    ...set,
    ordinal: z.number().int().positive(),
    side,
    startMs: number,
    endMs: number,
    range,
    quality: number,
    confidence: number,
    points: number,
  }),
  cueGiven: z.object({ ...person, ...set, cue: z.string() }),
  painStopped: z.object(person),
  alarmTaken: z.object({ ...person, byId: id }),
  resumeAgreed: z.object({ ...person, by: z.enum(["therapist", "patient"]) }),
  painReported: z.object({ ...person, level: number }),
  effortReported: z.object({ ...person, level: number }),
  pictureModeChanged: z.object({ mode: pictureMode, pairs: z.array(z.array(number)).optional() }),
  pictureConsentChanged: z.object({ ...person, given: z.boolean(), to: z.array(id).optional() }),
  microphoneChanged: z.object({ ...person, toGroup: z.boolean() }),
  standingChosen: z.object({ ...person, standing: z.enum(["name", "nickname", "hidden"]) }),
  streakSharingChosen: z.object({ ...person, shared: z.boolean() }),
  demonstrationShown: z.object({ ...person, place: z.enum(DEMONSTRATION_PLACES), inStep: z.boolean() }),
  spotlightMoved: z.object({ participantId: id.nullable() }),
  privateWordMoved: z.object({ participantId: id.nullable(), byId: id.optional() }),
  recordingStarted: z.object({ byId: id, onRefusal: z.enum(["leaveOut", "stop"]) }),
  recordingStopped: z.object({}),
  recordingAnswered: z.object({
    ...person,
    given: z.boolean(),
    audience: z.string().optional(),
    standingUntilMs: number.optional(),
  }),
  standingConsentNoted: z.object({ ...person, consent: z.object({ consentId: id, untilMs: number }).nullable() }),
  standingConsentTakenBack: z.object({ ...person, consentId: id }),
  pictureStepChanged: z.object({ ...person, step: z.enum(PICTURE_STEPS), cause: z.enum(["line", "server"]) }),
  annotationDrawn: z.object({ ...person, annotation }),
  annotationErased: z.object({ ...person, annotationId: id }),
  annotationsCleared: z.object(person),
  pictureHeld: z.object({ ...person, held: z.boolean() }),
  [PASSED_OVER]: z.object({}),
  framesMissed: z.object({ ...person, from: number, before: number }),
  sessionEnded: z.object({}),
} satisfies Readonly<Record<SessionFact["kind"], z.ZodType>>;

/** The fact as it was stored, every byte of it. Throws when it is none. */
export function readStoredFact(stored: unknown): SessionFact {
  const { kind, note } = z.object({ kind: z.string(), note: z.unknown().optional() }).parse(stored);
  if (!Object.hasOwn(FACTS, kind) && note === true) return { kind: PASSED_OVER };
  if (!Object.hasOwn(FACTS, kind)) throw new Error("of a kind that this version does not know");
  FACTS[kind as SessionFact["kind"]].parse(stored);
  return stored as SessionFact;
}
