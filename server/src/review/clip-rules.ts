// Which stretch around a comment's moment its patient is sent: of the movement, and of a recording, which can be entered at a key frame only.
import { CLIP_AROUND_MS } from "@ensemble/shared/protocol/review-messages.ts";
import type { PieceHead, PieceSpan } from "../recordings/index.ts";

export interface Stretch {
  readonly fromMs: number;
  readonly untilMs: number;
}
interface Recorded {
  /** Session time. */
  readonly beginsAtMs: number;
  /** The file's header first. */
  readonly pieces: readonly PieceHead[];
}

/** A picture is asked for its next key frame after ten seconds: from further back nobody is sent anything. */
const ENTERED_BEFORE_MS = 12_000;

/** Session time; nothing of before or after the set. */
export function stretchAround(atMs: number, set: { readonly startMs: number; readonly endMs: number | null }): Stretch {
  return {
    fromMs: Math.max(set.startMs, atMs - CLIP_AROUND_MS),
    untilMs: Math.min(set.endMs ?? Number.POSITIVE_INFINITY, atMs + CLIP_AROUND_MS),
  };
}

/**
 * Whole pieces: from the last key frame three seconds before the moment, else from the first one after that, to the last piece that ends three
 * seconds after it. With the stretch that they show. Undefined where the moment was not recorded, or cannot be entered.
 */
export function picturePieces(
  { beginsAtMs, pieces }: Recorded,
  atMs: number,
): { readonly pieces: PieceSpan; readonly stretch: Stretch } | undefined {
  const momentMs = atMs - beginsAtMs;
  const isMedia = (place: number) => place > 0;
  const last = pieces.findLastIndex(({ startsMs }, place) => isMedia(place) && startsMs <= momentMs);
  const shown = pieces[last];
  if (shown === undefined || momentMs > shown.startsMs + shown.durationMs) return undefined;
  const entries = [...pieces.keys()].filter((place) => {
    const piece = pieces[place];
    return isMedia(place) && place <= last && piece?.keyFrame && piece.startsMs >= momentMs - ENTERED_BEFORE_MS;
  });
  const wanted = momentMs - CLIP_AROUND_MS;
  const first = entries.findLast((place) => (pieces[place]?.startsMs ?? 0) <= wanted) ?? entries[0];
  const begins = first === undefined ? undefined : pieces[first];
  if (first === undefined || begins === undefined) return undefined;
  const endMs = momentMs + CLIP_AROUND_MS;
  const end = Math.max(
    last + 1,
    1 + pieces.findLastIndex(({ startsMs, durationMs }, place) => isMedia(place) && startsMs + durationMs <= endMs),
  );
  const over = pieces[end - 1] ?? shown;
  return {
    pieces: { first, end },
    stretch: { fromMs: beginsAtMs + begins.startsMs, untilMs: beginsAtMs + over.startsMs + over.durationMs },
  };
}
