// When the counted movements began and ended. The referee counts on the way back, so that nobody waits for the number; whoever reads a
// recording afterwards wants the whole movement: from leaving rest to being back there.
import type { RepetitionFact } from "../../shared/src/movement/movement-fact.ts";
import type { RefereeState } from "../../shared/src/movement/referee.ts";
import { COUNTER_GAP_MS } from "../../shared/src/movement/repetition-rules.ts";

/** The share of the way as the referee read it of one counted line: 0 at the reference's rest, 1 at its height. */
export interface ShareTrace {
  readonly atMs: number[];
  readonly share: number[];
}
/** One counted movement on its trace, in the referee's times. In a cycle of both sides, the first side begins and the second ends it. */
export interface TracedMovement {
  readonly startMs: number;
  readonly endMs: number;
  readonly beginsOn: ShareTrace;
  readonly endsOn: ShareTrace;
  /** Whoever begins at the reference's far end moves downwards on the trace. */
  readonly flipped: boolean;
}

/** Slower than this part of the movement's own highest speed is rest, measured over the window around a moment. Project assumptions. */
const REST_SPEED = 0.03;
const SPEED_WINDOW_MS = 400;

export function createShareTraces({ memory }: RefereeState): ShareTrace[] {
  return memory.lines.map(() => ({ atMs: [], share: [] }));
}

/** After each frame; a frame in which the angle was not seen adds nothing. */
export function traceShares({ memory }: RefereeState, traces: readonly ShareTrace[]): void {
  for (const [i, { counter }] of memory.lines.entries()) {
    const trace = traces[i]!;
    if (counter.seenMs !== memory.lastMs || trace.atMs.at(-1) === counter.seenMs) continue;
    trace.atMs.push(counter.seenMs);
    trace.share.push(counter.flipped ? 1 - counter.share : counter.share);
  }
}

/** In the moment in which the referee has told the repetition. */
export function traceMovement(
  { memory }: RefereeState,
  traces: readonly ShareTrace[],
  { startMs, endMs, side }: RepetitionFact,
): TracedMovement {
  const { lines } = memory;
  const own = lines.length === 1 ? 0 : lines.findIndex((line) => line.side === side);
  // What two lines made together is a cycle: the one that counted now ended what the other began.
  const last = own >= 0 ? own : lines.findIndex(({ countedUntilMs }) => countedUntilMs === endMs);
  const first = own >= 0 ? own : 1 - last;
  return { startMs, endMs, beginsOn: traces[first]!, endsOn: traces[last]!, flipped: lines[last]!.counter.flipped };
}

/** In the order of the movements, none into the next; what is between two of them was stillness or counted as nothing. */
export function movementTimes(movements: readonly TracedMovement[]): [startMs: number, endMs: number][] {
  const times = movements.map(({ startMs, endMs, beginsOn, endsOn, flipped }): [number, number] => [
    edgeOf(beginsOn, startMs, endMs, flipped, "start"),
    edgeOf(endsOn, startMs, endMs, flipped, "end"),
  ]);
  for (const [i, next] of times.entries()) {
    const before = times[i - 1];
    if (before === undefined || before[1] <= next[0]) continue;
    // Two sides in turn: one sets off while the other comes back.
    const border = Math.max(before[0], Math.min(next[1], (before[1] + next[0]) / 2));
    before[1] = border;
    next[0] = border;
  }
  return times;
}

/** From the referee's border outwards while the movement goes on, or inwards over the stillness that it took along. */
function edgeOf(trace: ShareTrace, startMs: number, endMs: number, flipped: boolean, edge: "start" | "end"): number {
  const { atMs, share } = trace;
  const from = indexAt(trace, startMs);
  const until = indexAt(trace, endMs);
  let height = from;
  for (let i = from; i <= until; i++) if (flipped ? share[i]! < share[height]! : share[i]! > share[height]!) height = i;
  const outwards = edge === "start" ? -1 : 1;
  // Positive on the way between rest and height, also where it is run through backwards.
  const sign = (flipped ? 1 : -1) * outwards;
  const speed = (i: number) => sign * speedAt(trace, i);
  let highest = 0;
  const border = edge === "start" ? from : until;
  for (let i = border; i !== height; i -= outwards) highest = Math.max(highest, speed(i));
  const isMoving = (i: number) => speed(i) > REST_SPEED * highest;
  let i = border;
  if (!isMoving(i)) {
    while (i !== height && !isMoving(i)) i -= outwards;
    return i === height ? atMs[border]! : atMs[i]!;
  }
  for (;;) {
    const next = atMs[i + outwards];
    if (next === undefined || !isMoving(i) || Math.abs(next - atMs[i]!) > COUNTER_GAP_MS) return atMs[i]!;
    i += outwards;
  }
}

/** Share a millisecond. */
function speedAt(trace: ShareTrace, index: number): number {
  const atMs = trace.atMs[index]!;
  const half = SPEED_WINDOW_MS / 2;
  return (shareAt(trace, atMs + half) - shareAt(trace, atMs - half)) / SPEED_WINDOW_MS;
}

/** On the line between the frames around it; before the first and after the last it stays as it is there. */
function shareAt(trace: ShareTrace, ms: number): number {
  const { atMs, share } = trace;
  const i = indexAt(trace, ms);
  const [before, after] = [atMs[i]!, atMs[i + 1]];
  if (after === undefined || ms <= before) return share[i]!;
  return share[i]! + ((share[i + 1]! - share[i]!) * (ms - before)) / (after - before);
}

/** Of the last frame that is not later; the first where all are. */
function indexAt({ atMs }: ShareTrace, ms: number): number {
  let low = 0;
  let high = atMs.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (atMs[middle]! <= ms) low = middle;
    else high = middle - 1;
  }
  return low;
}
