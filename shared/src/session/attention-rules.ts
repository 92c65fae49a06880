// Who needs the therapist's eyes first. Six patients at once cannot be watched equally; this is the one order in which they are offered.
// All thresholds are project assumptions, chosen so that a calm session shows an empty list.
import type { ParticipantId } from "./identifiers.ts";

export const ATTENTION_REASONS = [
  "painStop",
  "lost",
  "trackingLost",
  "trackingPartial",
  "cuePersists",
  "lowConfidence",
  "behind",
] as const;
export type AttentionReason = (typeof ATTENTION_REASONS)[number];

/** What is known of one patient at one moment. */
export interface AttentionSubject {
  readonly participantId: ParticipantId;
  readonly mark: number;
  /** Was in the session before: somebody who never came is not "lost". */
  readonly everPresent: boolean;
  readonly present: boolean;
  readonly connection: "good" | "weak" | "lost";
  readonly stopped: boolean;
  readonly tracking: "good" | "partial" | "lost";
  /** Empty when there is none. */
  readonly cue: string;
  /** 0…1, of the last repetition; undefined before the first. */
  readonly confidence: number | undefined;
  readonly repetitions: number;
  readonly targetRepetitions: number;
}

/** Since when each reason has held without a break, by participant; milliseconds of the same clock as `nowMs`. */
export type AttentionMemory = Readonly<Record<ParticipantId, Readonly<Partial<Record<AttentionReason, number>>>>>;

export interface AttentionItem {
  readonly participantId: ParticipantId;
  readonly reason: AttentionReason;
  readonly sinceMs: number;
}

/** How long a reason must hold before it is shown; what passes by itself never reaches the therapist. */
export const HOLD_MS: Readonly<Record<AttentionReason, number>> = {
  painStop: 0,
  lost: 0,
  trackingLost: 1_500,
  trackingPartial: 3_000,
  cuePersists: 5_000,
  lowConfidence: 0,
  behind: 3_000,
};
export const LOW_CONFIDENCE = 0.5;
/** Behind: this share of the own target below the middle of the group, and at least this many repetitions. */
export const BEHIND_SHARE = 0.3;
export const BEHIND_REPETITIONS = 3;

/** Notes since when each reason holds. Call once for every change of state, with the memory of the last call. */
export function rememberAttention(
  memory: AttentionMemory,
  subjects: readonly AttentionSubject[],
  moving: boolean,
  nowMs: number,
): AttentionMemory {
  const middle = middleShare(subjects);
  const next: Record<ParticipantId, Partial<Record<AttentionReason, number>>> = {};
  for (const subject of subjects) {
    const known = memory[subject.participantId];
    const noted: Partial<Record<AttentionReason, number>> = {};
    for (const reason of ATTENTION_REASONS) {
      // An estimated clock may step back: a reason never began in the future.
      if (holds(reason, subject, moving, middle)) noted[reason] = Math.min(known?.[reason] ?? nowMs, nowMs);
    }
    next[subject.participantId] = noted;
  }
  return next;
}

/** Each patient at most once, with the most urgent reason; most urgent first, then the one waiting longest. */
export function orderAttention(
  memory: AttentionMemory,
  subjects: readonly AttentionSubject[],
  nowMs: number,
): readonly AttentionItem[] {
  const items: (AttentionItem & { mark: number })[] = [];
  for (const { participantId, mark } of subjects) {
    const noted = memory[participantId];
    if (noted === undefined) continue;
    const reason = ATTENTION_REASONS.find((each) => {
      const sinceMs = noted[each];
      return sinceMs !== undefined && nowMs - sinceMs >= HOLD_MS[each];
    });
    if (reason !== undefined) items.push({ participantId, mark, reason, sinceMs: noted[reason] ?? nowMs });
  }
  items.sort(
    (one, other) => urgency(one.reason) - urgency(other.reason) || one.sinceMs - other.sinceMs || one.mark - other.mark,
  );
  return items.map(({ participantId, reason, sinceMs }) => ({ participantId, reason, sinceMs }));
}

function urgency(reason: AttentionReason): number {
  return ATTENTION_REASONS.indexOf(reason);
}

function holds(reason: AttentionReason, subject: AttentionSubject, moving: boolean, middle: number): boolean {
  if (reason === "painStop") return subject.stopped;
  const gone = subject.everPresent && (!subject.present || subject.connection === "lost");
  if (reason === "lost") return gone;
  // Somebody who stopped rests, somebody away cannot be seen: nothing else is asked of them.
  if (!moving || subject.stopped || !subject.present || gone) return false;
  switch (reason) {
    case "trackingLost":
      return subject.tracking === "lost";
    case "trackingPartial":
      return subject.tracking === "partial";
    case "cuePersists":
      return subject.cue !== "";
    case "lowConfidence":
      return subject.confidence !== undefined && subject.confidence < LOW_CONFIDENCE;
    case "behind":
      return isBehind(subject, middle);
  }
}

function isBehind(subject: AttentionSubject, middle: number): boolean {
  const lag = middle - share(subject);
  return lag >= BEHIND_SHARE && lag * subject.targetRepetitions >= BEHIND_REPETITIONS;
}

function share(subject: AttentionSubject): number {
  return subject.targetRepetitions > 0 ? Math.min(1, subject.repetitions / subject.targetRepetitions) : 1;
}

/** The median of those who are moving; 0 when nobody is. */
function middleShare(subjects: readonly AttentionSubject[]): number {
  const shares = subjects
    .filter((subject) => subject.present && !subject.stopped && subject.targetRepetitions > 0)
    .map(share)
    .sort((one, other) => one - other);
  const upper = shares[Math.floor(shares.length / 2)];
  const lower = shares[Math.floor((shares.length - 1) / 2)];
  return upper === undefined || lower === undefined ? 0 : (upper + lower) / 2;
}
