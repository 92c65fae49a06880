// Whether pictures and sound were given only as their owners and the therapist had decided, judged by the journal. The rule is stated
// here once more, apart from the product's own (`may-consume.ts`), so that a mistake there is found. Pure.
import type { JournalEntry, Pairs, PictureMode, SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { type History, type Observation, type Of, observed, sayEntries } from "./observation.ts";

/** What decides who may see and hear whom, as far as people decide it. */
interface Decided {
  readonly roles: ReadonlyMap<string, "therapist" | "patient">;
  readonly agreed: ReadonlySet<string>;
  /** Everybody who shows the own picture: to the group (null), or to these. */
  readonly shown: ReadonlyMap<string, ReadonlySet<string> | null>;
  readonly audible: ReadonlySet<string>;
  readonly stopped: ReadonlyMap<string, ReadonlySet<string>>;
  readonly mode: PictureMode;
  readonly marks: ReadonlyMap<string, number>;
  readonly pairs: Pairs;
  /** Who speaks alone, therapist and patient. */
  readonly word: { readonly by: string | undefined; readonly patient: string } | null;
  readonly over: boolean;
}

const NOTHING: Decided = {
  roles: new Map(),
  agreed: new Set(),
  shown: new Map(),
  audible: new Set(),
  stopped: new Map(),
  mode: "therapistOnly",
  marks: new Map(),
  pairs: [],
  word: null,
  over: false,
};

/**
 * One description for each picture or sound that was given and was not allowed at any moment between asking and answer. Which
 * moments those are is known by order alone: what was answered before it was asked had been decided, what was asked for after
 * the answer had not.
 */
export function picturesGivenAgainstWill(history: History, journal: readonly JournalEntry[]): readonly string[] {
  const asked = observed(history, "askedPicture");
  if (asked.length === 0) return [];
  let decided = NOTHING;
  const states = journal.map(({ fact, sequence }) => {
    decided = decide(decided, fact);
    return { sequence, decided };
  });
  const place = new Map<Observation, number>(history.map((one, index) => [one, index]));
  const givings = new Map(observed(history, "gotPicture").map((one) => [one.requestId, one]));
  const bounds = boundsOf(history, journal);
  return asked.flatMap((asking) => {
    const giving = givings.get(asking.requestId);
    if (giving === undefined) return [];
    const { after, before } = bounds(place.get(asking) ?? 0, place.get(giving) ?? 0);
    const since = states.findLast(({ sequence }) => sequence <= after)?.sequence ?? 0;
    const between = states.filter(({ sequence }) => sequence >= since && sequence < before);
    if (between.length === 0 || between.some((state) => mayHave(state.decided, asking))) return [];
    const { by, of, source, what } = asking;
    const reasons = sayEntries(decisionsAbout(of, journal, after, before));
    const end = Number.isFinite(before) ? `entry ${before}` : "the end";
    return [
      `${by} was given ${of}'s ${source} (${what}) from entry ${after} until ${end}, which never allowed it, ` +
        `by ${reasons}`,
    ];
  });
}

/** Of two places in the history: the last entry that was decided before the first, and the first one that was decided after the second. */
function boundsOf(history: History, journal: readonly JournalEntry[]) {
  const sequences = new Map(journal.map(({ commandId, sequence }) => [commandId as string | undefined, sequence]));
  const answered: { readonly place: number; readonly sequence: number }[] = [];
  const asked: { readonly place: number; readonly sequence: number }[] = [];
  for (const [place, one] of history.entries()) {
    if (one.kind !== "answered" && one.kind !== "asked") continue;
    const sequence = sequences.get(one.commandId);
    if (sequence === undefined) continue;
    if (one.kind === "asked") asked.push({ place, sequence });
    else if (one.applied) answered.push({ place, sequence });
  }
  return (asking: number, giving: number) => ({
    after: Math.max(0, ...answered.filter(({ place }) => place < asking).map(({ sequence }) => sequence)),
    before: Math.min(
      Number.POSITIVE_INFINITY,
      ...asked.filter(({ place }) => place > giving).map(({ sequence }) => sequence),
    ),
  });
}

/** What decided whether this person is seen and heard: the last of each kind up to the first entry, and everything before the second. */
function decisionsAbout(
  of: string,
  journal: readonly JournalEntry[],
  after: number,
  before: number,
): readonly number[] {
  const last = new Map<string, number>();
  const since: number[] = [];
  for (const { fact, sequence } of journal) {
    if (sequence >= before || decide(NOTHING, fact) === NOTHING) continue;
    if ("participantId" in fact && fact.participantId !== of) continue;
    if (sequence > after) since.push(sequence);
    else last.set(fact.kind === "resumeAgreed" ? `resumed by ${fact.by}` : fact.kind, sequence);
  }
  return [...last.values(), ...since].sort((a, b) => a - b);
}

function mayHave(state: Decided, { by, of, source }: Of<"askedPicture">): boolean {
  if (by === of || state.over) return false;
  if (source === "microphone" && state.word !== null) {
    // Of the two, each is heard by the other alone; the patient hears no other therapist.
    const { patient, by: therapist } = state.word;
    if (of === patient && by !== therapist) return false;
    if (of === therapist && by !== patient) return false;
    if (by === patient && state.roles.get(of) === "therapist" && of !== therapist) return false;
  }
  if (state.roles.get(of) === "therapist") return true;
  if (!state.agreed.has(of)) return false;
  if (state.roles.get(by) === "therapist") return true;
  if (state.stopped.has(of)) return false;
  return source === "microphone" ? state.audible.has(of) : isShownTo(state, by, of);
}

/** Of patients. Whether somebody else of the pair was there, whom consent was not for, is left to the product. */
function isShownTo({ mode, shown, marks, pairs }: Decided, by: string, of: string): boolean {
  const audience = shown.get(of);
  if (audience === undefined) return false;
  if (audience === null) return mode === "everybody";
  const [mine, theirs] = [marks.get(by), marks.get(of)];
  const isPair = mine !== theirs && pairs.some((pair) => pair.includes(mine ?? -1) && pair.includes(theirs ?? -1));
  return mode === "pairs" && isPair && audience.has(by);
}

function decide(state: Decided, fact: SessionFact): Decided {
  switch (fact.kind) {
    case "sessionOpened":
      return {
        ...state,
        roles: new Map(fact.members.map(({ participantId, role }) => [participantId, role])),
        marks: new Map(fact.members.map(({ participantId, mark }) => [participantId, mark])),
        mode: fact.pictureMode,
      };
    case "pictureModeChanged":
      return { ...state, mode: fact.mode, pairs: fact.pairs ?? state.pairs };
    case "agreementAccepted":
      return { ...state, agreed: put(state.agreed, fact.participantId, true) };
    case "pictureConsentChanged":
      return { ...state, shown: show(state.shown, fact) };
    case "microphoneChanged":
      return { ...state, audible: put(state.audible, fact.participantId, fact.toGroup) };
    case "painStopped":
      return { ...state, stopped: new Map(state.stopped).set(fact.participantId, new Set()) };
    case "resumeAgreed":
      return { ...state, stopped: resume(state.stopped, fact.participantId, fact.by) };
    case "privateWordMoved":
      return { ...state, word: fact.participantId === null ? null : { patient: fact.participantId, by: fact.byId } };
    case "phaseStarted":
      return fact.phase === "summary" ? { ...state, over: true } : state;
    case "sessionEnded":
      return { ...state, over: true };
    default:
      return state;
  }
}

function show(shown: Decided["shown"], fact: Extract<SessionFact, { kind: "pictureConsentChanged" }>) {
  const changed = new Map(shown);
  if (fact.given) changed.set(fact.participantId, fact.to === undefined ? null : new Set<string>(fact.to));
  else changed.delete(fact.participantId);
  return changed;
}

function put(set: ReadonlySet<string>, one: string, isIn: boolean): ReadonlySet<string> {
  const changed = new Set(set);
  if (isIn) changed.add(one);
  else changed.delete(one);
  return changed;
}

/** Over when both have agreed. */
function resume(stopped: Decided["stopped"], who: string, by: string): Decided["stopped"] {
  const agreed = stopped.get(who);
  if (agreed === undefined) return stopped;
  const both = put(agreed, by, true);
  const changed = new Map(stopped).set(who, both);
  if (both.size === 2) changed.delete(who);
  return changed;
}
