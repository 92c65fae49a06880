// A whole session in the order of its time: the sets, and between them rests of which only the length and what happened in them is shown.
import type {
  ReviewedDrawing,
  ReviewedMoment,
  ReviewedSet,
  SessionReview,
} from "@ensemble/shared/protocol/review-messages.ts";
import type { Span } from "./playback-rules.ts";

export interface StripPart extends Span {
  /** Undefined: a rest. */
  readonly set: ReviewedSet | undefined;
  readonly moments: readonly ReviewedMoment[];
  readonly drawings: readonly ReviewedDrawing[];
}

/** Nobody rests for so short. */
const SHORTEST_REST_MS = 1_000;

export function stripOf({ sets, moments, drawings, endsAtMs }: SessionReview): readonly StripPart[] {
  const parts: Pick<StripPart, "startMs" | "endMs" | "set">[] = [];
  let atMs = 0;
  const rest = (endMs: number) => {
    if (endMs > atMs) parts.push({ startMs: atMs, endMs, set: undefined });
  };
  for (const [place, set] of sets.entries()) {
    rest(set.startMs);
    // One that a crash left open lasted until the next one at most.
    const endMs = set.endMs ?? sets[place + 1]?.startMs ?? Math.max(set.startMs, endsAtMs);
    parts.push({ startMs: set.startMs, endMs, set });
    atMs = endMs;
  }
  rest(endsAtMs);
  const last = parts.at(-1);
  return parts
    .map((part): StripPart => {
      const isIn = (momentMs: number) =>
        part.startMs <= momentMs && (momentMs < part.endMs || (part === last && momentMs >= part.endMs));
      return {
        ...part,
        moments: moments.filter((moment) => isIn(moment.atMs)),
        drawings: drawings.filter(({ annotation }) => isIn(annotation.atMs)),
      };
    })
    .filter(
      ({ set, startMs, endMs, moments, drawings }) =>
        set !== undefined || endMs - startMs >= SHORTEST_REST_MS || moments.length + drawings.length > 0,
    );
}

/** Of the part's length, 0…100: where these spans lie in it. */
export function sharesIn(
  part: Span,
  spans: readonly Span[],
): readonly { readonly from: number; readonly to: number }[] {
  const length = Math.max(1, part.endMs - part.startMs);
  const shareOf = (atMs: number) => Math.min(100, Math.max(0, (100 * (atMs - part.startMs)) / length));
  return spans
    .map(({ startMs, endMs }) => ({ from: shareOf(startMs), to: shareOf(endMs) }))
    .filter(({ from, to }) => to > from);
}
