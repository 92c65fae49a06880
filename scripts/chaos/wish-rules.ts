// What each command asks for and what lasts of it, by the journal: stated here once more, apart from the product's own decisions and
// fold, so that a mistake there is found. Pure.
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import type { JournalEntry, Pairs, SessionFact, Target } from "@ensemble/shared/session/session-fact.ts";

/** A stop for pain: who has agreed to go on, and who has taken the alarm. */
interface Stop {
  readonly agreed: ReadonlySet<string>;
  readonly takenBy: string | undefined;
}
/** `undefined`: as it is before anybody has said anything; of a stop, that there is none. */
type Value = string | number | boolean | null | Stop | undefined;

/** What an entry made of a matter. */
export interface Change {
  readonly sequence: number;
  readonly commandId: string | undefined;
  readonly value: Value;
  /** The entries that led to it: this one, and of a stop all since it began. */
  readonly madeBy: readonly number[];
}
/** By matter, in the journal's order. */
export type Changes = ReadonlyMap<string, readonly Change[]>;

export interface Wish {
  readonly matter: string;
  readonly holds: (value: Value) => boolean;
  /** It is refused where it is so already: done, it has an entry of its own. */
  readonly needsEntry?: boolean;
}

/** `undefined` for a command that always makes an entry, of which nothing lasts that this judges. */
export function wishOf(by: string, command: SessionCommand): Wish | undefined {
  switch (command.name) {
    case "acceptAgreement":
      return becomes(`agreement of ${by}`, command.version);
    case "stateWhereabouts":
      return becomes(`whereabouts of ${by}`, true);
    case "declareReady":
      return becomes(`readiness of ${by}`, command.ready, false);
    case "consentToPicture":
      return becomes(`picture of ${by}`, command.given && audienceOf(command.to), false);
    case "openMicrophone":
      return becomes(`microphone of ${by}`, command.toGroup, false);
    case "answerRecording":
      return becomes(`recording of ${by}`, command.given);
    case "runRecording":
      return becomes("recording", command.running, false);
    case "chooseStanding":
      return becomes(`standing of ${by}`, command.standing, "name");
    case "shareStreak":
      return becomes(`streak of ${by}`, command.shared, true);
    case "reportPain":
      return becomes(`pain of ${by}`, command.level);
    case "reportEffort":
      return becomes(`effort of ${by}`, command.level);
    case "changePictureMode":
      return command.mode === "pairs" && command.pairs === undefined
        ? { matter: "picture mode", holds: (value) => String(value).startsWith("pairs") }
        : becomes("picture mode", modeOf(command.mode, command.pairs));
    case "showDemonstration":
      return becomes(`demonstration for ${command.participantId}`, demonstrationOf(command), "off");
    case "moveSpotlight":
      return becomes("spotlight", command.participantId, null);
    case "movePrivateWord":
      return becomes("private word", command.participantId, null);
    case "drawAnnotation":
      return drawn(command.participantId, (ids) => ids.includes(command.annotation.annotationId));
    case "eraseAnnotation":
      return drawn(command.participantId, (ids) => !ids.includes(command.annotationId));
    case "clearAnnotations":
      return drawn(command.participantId, (ids) => ids.length === 0);
    case "startPhase":
      return becomes("phase", command.phase);
    case "setTarget":
      return becomes(`target of ${command.participantId} in ${command.exerciseId}`, textOf(command.target));
    case "stopForPain":
      // Who says stop does not agree to go on any more, also when the stop stands already.
      return about(by, (stop) => stop !== undefined && !stop.agreed.has("patient"));
    case "pauseSet":
      // Not only paused: the start that waited for the database and was taken back leaves no set at all.
      return { matter: "set", holds: (value) => value !== "running" };
    case "startSet":
    case "resumeSet":
      return { matter: "set", holds: (value) => value === "running", needsEntry: true };
    case "finishSet":
      return { matter: "set", holds: (value) => value === "still", needsEntry: true };
    case "takeAlarm":
      return about(command.participantId, (stop) => stop === undefined || stop.takenBy === by);
    case "agreeResume": {
      const other = "participantId" in command ? command.participantId : undefined;
      const role = other === undefined ? "patient" : "therapist";
      return about(other ?? by, (stop) => stop === undefined || stop.agreed.has(role));
    }
    default:
      return undefined;
  }
}

/** Whether it is decided at once, also before what was asked for earlier and waits for the database. */
export function mayOvertake(command: SessionCommand): boolean {
  switch (command.name) {
    case "stopForPain":
    case "pauseSet":
    case "takeBackStandingConsent":
      return true;
    case "consentToPicture":
      return !command.given;
    case "openMicrophone":
      return !command.toGroup;
    case "answerRecording":
      return !command.given;
    case "runRecording":
      return !command.running;
    case "shareStreak":
      return !command.shared;
    case "chooseStanding":
      return command.standing === "hidden";
    case "changePictureMode":
      return command.mode === "therapistOnly";
    case "movePrivateWord":
      return command.participantId !== null;
    default:
      return false;
  }
}

/** How long a private word waits for its therapist, at least. */
const WORD_WAITS_MS = 60_000;
/** In the place of a command: what nobody asked for, and may be. */
const FORSAKEN = "its therapist is gone";

/** Whether this entry ends a private word whose therapist has left, or been away for a while. */
function createForsakenWords(): (entry: JournalEntry) => boolean {
  const gone = new Map<string, { readonly sinceMs: number; readonly left: boolean }>();
  let by: string | undefined;
  return ({ fact, atMs }) => {
    if (fact.kind === "participantLeft") gone.set(fact.participantId, { sinceMs: atMs, left: fact.reason === "left" });
    if (fact.kind === "participantJoined") gone.delete(fact.participantId);
    if (fact.kind !== "privateWordMoved") return false;
    const away = by === undefined ? undefined : gone.get(by);
    by = fact.byId;
    return fact.participantId === null && away !== undefined && (away.left || atMs - away.sinceMs >= WORD_WAITS_MS);
  };
}

export function readChanges(journal: readonly JournalEntry[]): Changes {
  const changes = new Map<string, Change[]>();
  const isForsaken = createForsakenWords();
  for (const entry of journal) {
    const { sequence, fact } = entry;
    const forsaken = isForsaken(entry) ? FORSAKEN : undefined;
    const commandId = entry.commandId ?? forsaken;
    for (const [matter, value] of changesBy(fact, (matter) => changes.get(matter)?.at(-1)?.value)) {
      const list = changes.get(matter) ?? [];
      changes.set(matter, list);
      const goesOn = fact.kind === "alarmTaken" || fact.kind === "resumeAgreed";
      const madeBy = [...(goesOn ? (list.at(-1)?.madeBy ?? []) : []), sequence];
      list.push({ sequence, commandId, value, madeBy });
    }
  }
  return changes;
}

/** The last one up to this entry. */
export function changeAt(changes: Changes, matter: string, sequence: number): Change | undefined {
  return changes.get(matter)?.findLast((change) => change.sequence <= sequence);
}

function changesBy(
  fact: SessionFact,
  before: (matter: string) => Value,
): readonly (readonly [matter: string, value: Value])[] {
  switch (fact.kind) {
    case "sessionOpened":
      return [["picture mode", fact.pictureMode]];
    case "agreementAccepted":
      return [[`agreement of ${fact.participantId}`, fact.version]];
    case "whereaboutsStated":
      return [[`whereabouts of ${fact.participantId}`, true]];
    case "readinessDeclared":
      return [[`readiness of ${fact.participantId}`, fact.ready]];
    case "pictureConsentChanged":
      return [[`picture of ${fact.participantId}`, fact.given && audienceOf(fact.to)]];
    case "microphoneChanged":
      return [[`microphone of ${fact.participantId}`, fact.toGroup]];
    case "recordingStarted":
      return [["recording", true]];
    case "recordingStopped":
      return [["recording", false]];
    case "recordingAnswered":
      return [[`recording of ${fact.participantId}`, fact.given]];
    case "standingChosen":
      return [[`standing of ${fact.participantId}`, fact.standing]];
    case "streakSharingChosen":
      return [[`streak of ${fact.participantId}`, fact.shared]];
    case "painReported":
      return [[`pain of ${fact.participantId}`, fact.level]];
    case "effortReported":
      return [[`effort of ${fact.participantId}`, fact.level]];
    case "pictureModeChanged":
      return [["picture mode", modeOf(fact.mode, fact.pairs)]];
    case "demonstrationShown":
      return [[`demonstration for ${fact.participantId}`, demonstrationOf(fact)]];
    case "spotlightMoved":
      return [["spotlight", fact.participantId]];
    case "privateWordMoved":
      return [["private word", fact.participantId]];
    case "annotationDrawn":
    case "annotationErased":
    case "annotationsCleared": {
      const matter = drawingsOf(fact.participantId);
      if (fact.kind === "annotationsCleared") return [[matter, ""]];
      const id = fact.kind === "annotationDrawn" ? fact.annotation.annotationId : fact.annotationId;
      const others = idsIn(before(matter)).filter((one) => one !== id);
      return [[matter, (fact.kind === "annotationDrawn" ? [...others, id] : others).join(" ")]];
    }
    case "phaseStarted":
      return [["phase", fact.phase]];
    case "setStarted":
      return [
        ["phase", fact.phase],
        ["set", "running"],
      ];
    case "setPaused":
    case "setFinished":
      return [["set", "still"]];
    case "setResumed":
      return [["set", "running"]];
    case "targetSet":
      return [[`target of ${fact.participantId} in ${fact.exerciseId}`, textOf(fact.target)]];
    case "painStopped":
      return [[stopOf(fact.participantId), { agreed: new Set(), takenBy: undefined }]];
    case "alarmTaken":
      return [
        changeStop(fact.participantId, before, (stop) => ({ ...stop, takenBy: fact.byId })),
        ...endOfWord(fact.participantId, before("private word")),
      ];
    case "resumeAgreed":
      return [changeStop(fact.participantId, before, (stop) => agree(stop, fact.by))];
    default:
      return [];
  }
}

/** Whoever takes an alarm is there for that patient: a word with somebody else is over. */
function endOfWord(hurt: string, word: Value): readonly (readonly [matter: string, value: Value])[] {
  return word === undefined || word === null || word === hurt ? [] : [["private word", null]];
}

function changeStop(of: string, before: (matter: string) => Value, change: (stop: Stop) => Stop | undefined) {
  const stop = before(stopOf(of));
  return [stopOf(of), isStop(stop) ? change(stop) : undefined] as const;
}

/** Over when both have agreed. */
function agree(stop: Stop, by: string): Stop | undefined {
  const agreed = new Set([...stop.agreed, by]);
  return agreed.size === 2 ? undefined : { ...stop, agreed };
}

/** Of drawings that stay until they are taken away. */
function drawn(on: string, holds: (ids: readonly string[]) => boolean): Wish {
  return { matter: drawingsOf(on), holds: (value) => holds(idsIn(value)) };
}

function drawingsOf(participantId: string): string {
  return `drawings on ${participantId}`;
}

function idsIn(value: Value): readonly string[] {
  return typeof value === "string" && value !== "" ? value.split(" ") : [];
}

function becomes(matter: string, wanted: Value, atFirst?: Value): Wish {
  return { matter, holds: (value) => (value ?? atFirst) === wanted };
}

function about(patient: string, holds: (stop: Stop | undefined) => boolean): Wish {
  return { matter: stopOf(patient), holds: (value) => holds(isStop(value) ? value : undefined) };
}

function stopOf(participantId: string): string {
  return `stop of ${participantId}`;
}

function isStop(value: Value): value is Stop {
  return typeof value === "object" && value !== null;
}

function audienceOf(to: readonly string[] | undefined): string {
  return to === undefined ? "to the group" : `to ${to.toSorted().join(" ")}`;
}

function modeOf(mode: string, pairs: Pairs | undefined): string {
  if (mode !== "pairs") return mode;
  const texts = (pairs ?? []).map((pair) => pair.toSorted((a, b) => a - b).join(" "));
  return `pairs ${texts.sort().join(", ")}`;
}

/** In step or not is of no meaning while it is off, and kept all the same. */
function demonstrationOf({ place, inStep }: { readonly place: string; readonly inStep: boolean }): string {
  return inStep ? `${place}, in step` : place;
}

function textOf({ repetitions, rangeDegrees, side }: Target): string {
  return `${repetitions} ${rangeDegrees ?? ""} ${side}`;
}
