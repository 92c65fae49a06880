// How many movements of a film a page followed from beginning to end. Three browsers on a slow machine get less of it than three laptops:
// a page that sent nothing for a while has not seen what happened then, and nobody can count it.

interface Film {
  readonly repetitions: readonly { readonly startMs: number; readonly endMs: number }[];
}

/** A squat of four seconds is counted through a silence as long as this; above it, its depth may fall into the silence. */
const LONGEST_SILENCE_MS = 1_000;
/** From the picture to the message that tells of it, on a busy machine. */
const LATE_MS = 1_000;

/** `startedAtMs` of the film and `sentAtMs`, the page's messages in their order, are on one clock. */
export function countFollowed({ repetitions }: Film, startedAtMs: number, sentAtMs: readonly number[]): number {
  const isFollowed = (fromMs: number, untilMs: number) => {
    const messages = sentAtMs.filter((atMs) => atMs > fromMs && atMs < untilMs);
    const moments = [fromMs, ...messages, untilMs];
    return moments.every((atMs, i) => atMs - (moments[i - 1] ?? atMs) <= LONGEST_SILENCE_MS);
  };
  return repetitions.filter(({ startMs, endMs }) => isFollowed(startedAtMs + startMs, startedAtMs + endMs + LATE_MS))
    .length;
}
