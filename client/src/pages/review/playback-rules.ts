// Where a player stands on a set's time line: how it runs on, over what was not recorded, and where its jumps go. Session time throughout.

export interface Track {
  readonly startMs: number;
  readonly endMs: number;
  /** When frames were taken, increasing. */
  readonly frameTimes: readonly number[];
}
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** Without a frame for so long there is nothing to look at: playing goes on at the next one. */
const HOLE_MS = 1_500;
/** Who has just jumped to a repetition and jumps back means the one before it. */
const JUST_BEGUN_MS = 700;
/** A moment that was jumped to is not jumped to again. */
const THERE_MS = 1;

/** The last frame taken by then; −1 before the first. */
export function frameIndexAt(frameTimes: readonly number[], atMs: number): number {
  let [low, high] = [0, frameTimes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((frameTimes[middle] ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The frame that shows this moment, at the very beginning the first one; undefined in a hole. */
export function shownFrameAt(frameTimes: readonly number[], atMs: number): number | undefined {
  const index = frameIndexAt(frameTimes, atMs);
  if (index < 0) return (frameTimes[0] ?? Number.POSITIVE_INFINITY) - atMs > HOLE_MS ? undefined : 0;
  const takenMs = frameTimes[index];
  return takenMs === undefined || atMs - takenMs > HOLE_MS ? undefined : index;
}

/** `elapsedMs`: of the track's own time. */
export function advancePlayback(track: Track, atMs: number, elapsedMs: number): { atMs: number; ended: boolean } {
  const { frameTimes, endMs } = track;
  const following = frameTimes[frameIndexAt(frameTimes, atMs) + 1];
  if (following === undefined && endMs - atMs > HOLE_MS) return { atMs, ended: true };
  if (following !== undefined && following - atMs > HOLE_MS) return { atMs: following, ended: false };
  const nextMs = Math.min(endMs, atMs + elapsedMs);
  return { atMs: nextMs, ended: nextMs >= endMs };
}

export function clampToTrack({ startMs, endMs }: Span, atMs: number): number {
  return Math.min(endMs, Math.max(startMs, atMs));
}

export function nextStart(spans: readonly Span[], atMs: number): number | undefined {
  return spans.find(({ startMs }) => startMs > atMs + THERE_MS)?.startMs;
}

export function previousStart(spans: readonly Span[], atMs: number): number | undefined {
  const current = spans.findLast(({ startMs }) => startMs <= atMs + THERE_MS);
  if (current === undefined) return undefined;
  const isThere = Math.abs(current.startMs - atMs) <= JUST_BEGUN_MS;
  return isThere ? spans[spans.indexOf(current) - 1]?.startMs : current.startMs;
}

/** The one that is under way, or that was last. */
export function spanAt<S extends Span>(spans: readonly S[], atMs: number): S | undefined {
  return spans.findLast(({ startMs, endMs }) => startMs <= atMs + THERE_MS && atMs <= endMs);
}
