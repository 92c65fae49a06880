// What happened to one participant over the whole of a session, besides the sets: what was drawn on the picture and for how long it stood there,
// when the picture stood still, pain, private words. Read by the fold that said it in the class. Session time throughout.
import type {
  ReviewedDrawing,
  ReviewedHold,
  ReviewedMoment,
  SessionReview,
} from "@ensemble/shared/protocol/review-messages.ts";
import type { PlacedAnnotation } from "@ensemble/shared/session/annotation.ts";
import { opacityAt } from "@ensemble/shared/session/annotation-rules.ts";
import { foldEntry } from "@ensemble/shared/session/fold-session.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { JournalEntry, SessionFact } from "@ensemble/shared/session/session-fact.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";

export type SessionMoments = Pick<SessionReview, "endsAtMs" | "drawings" | "holds" | "moments"> & {
  /** By the journal's clock. */
  readonly openedAtMs: number;
};

export function readSessionMoments(
  groupSessionId: GroupSessionId,
  entries: readonly JournalEntry[],
  participantId: ParticipantId,
): SessionMoments {
  const drawings = new Map<string, ReviewedDrawing>();
  const moments: ReviewedMoment[] = [];
  const holds: ReviewedHold[] = [];
  let epoch = 0;
  let state = createSessionState(groupSessionId);
  let endsAtMs = 0;
  for (const entry of entries) {
    const before = state;
    state = foldEntry(state, entry);
    const atMs = Math.max(0, entry.atMs - state.openedAtMs);
    endsAtMs = state.endedAtMs === null ? Math.max(endsAtMs, atMs) : Math.max(0, state.endedAtMs - state.openedAtMs);
    followDrawings(drawings, drawnOn(before, participantId), drawnOn(state, participantId), entry.atMs, atMs);
    const [spoke, speaks] = [privateSince(before, participantId), privateSince(state, participantId)];
    if (spoke !== speaks) {
      if (spoke !== null) endPrivateWord(moments, atMs);
      if (speaks !== null) moments.push({ kind: "privateWord", atMs, endMs: null });
    }
    // Who takes a session over lets every picture go, and nobody's stands still who is not there.
    if (entry.epoch !== epoch || endsHold(entry.fact, participantId)) endHold(holds, atMs);
    epoch = entry.epoch;
    if (entry.fact.kind === "pictureHeld" && entry.fact.participantId === participantId && entry.fact.held)
      holds.push({ fromMs: atMs, untilMs: null });
    const pain = painIn(entry.fact, participantId, atMs);
    if (pain !== undefined) moments.push(pain);
  }
  return { openedAtMs: state.openedAtMs, endsAtMs, drawings: [...drawings.values()], holds, moments };
}

/** `nowMs`: the journal's clock, as in the state. */
function followDrawings(
  drawings: Map<string, ReviewedDrawing>,
  before: readonly PlacedAnnotation[],
  after: readonly PlacedAnnotation[],
  nowMs: number,
  atMs: number,
): void {
  if (before === after) return;
  for (const annotation of after) {
    if (before.includes(annotation)) continue;
    drawings.set(annotation.annotationId, { annotation: { ...annotation, atMs }, untilMs: null });
  }
  for (const annotation of before) {
    const drawing = drawings.get(annotation.annotationId);
    // What had faded by then was not taken away.
    if (after.includes(annotation) || drawing === undefined || opacityAt(annotation, nowMs) === 0) continue;
    drawings.set(annotation.annotationId, { ...drawing, untilMs: atMs });
  }
}

const NOTHING: readonly PlacedAnnotation[] = [];

function drawnOn({ participants }: SessionState, participantId: ParticipantId): readonly PlacedAnnotation[] {
  return participants[participantId]?.annotations ?? NOTHING;
}

function privateSince({ privateWord }: SessionState, participantId: ParticipantId): number | null {
  return privateWord?.participantId === participantId ? privateWord.sinceMs : null;
}

function endPrivateWord(moments: ReviewedMoment[], endMs: number): void {
  const place = moments.findLastIndex(({ kind }) => kind === "privateWord");
  const word = moments[place];
  if (word?.kind === "privateWord") moments[place] = { ...word, endMs };
}

function endsHold(fact: SessionFact, participantId: ParticipantId): boolean {
  if (fact.kind === "sessionEnded") return true;
  return (fact.kind === "pictureHeld" || fact.kind === "participantLeft") && fact.participantId === participantId;
}

function endHold(holds: ReviewedHold[], untilMs: number): void {
  const last = holds.at(-1);
  if (last?.untilMs === null) holds[holds.length - 1] = { ...last, untilMs };
}

function painIn(fact: SessionFact, participantId: ParticipantId, atMs: number): ReviewedMoment | undefined {
  if (!("participantId" in fact) || fact.participantId !== participantId) return undefined;
  if (fact.kind === "painReported") return { kind: "painReported", atMs, level: fact.level };
  return fact.kind === "painStopped" ? { kind: "painStopped", atMs } : undefined;
}
