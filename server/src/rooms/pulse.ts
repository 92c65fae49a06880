// The moments at which a process works for its rooms, four a beat: what frames came to all of them is judged, one after the other, and
// every fourth of them beats. Done when a message comes or each room's own timer fires, between the network's work for one message and the
// next, each would find neither its code nor its tables in the processor's cache: together they cost a tenth less (docs/load.md).

/** Bodies go out fifteen times a second. */
const BEAT_MS = 1000 / 15;
const PULSES_PER_BEAT = 4;
const PULSE_MS = BEAT_MS / PULSES_PER_BEAT;

export interface PulsingRoom {
  /** Judges what frames have come; nothing, mostly. */
  readonly judgeFrames: () => void;
  readonly beat: () => void;
  /** Told what one of the two has thrown: the other rooms go on. */
  readonly failed: (error: unknown) => void;
}

/** Those that beat with the same pulses. */
const groups = Array.from({ length: PULSES_PER_BEAT }, () => new Set<PulsingRoom>());
let pulses = 0;
let dueMs = 0;
let timer: NodeJS.Timeout | undefined;

/** Until what it returns is called. */
export function joinPulse(room: PulsingRoom): () => void {
  const group = groups.reduce((smallest, one) => (one.size < smallest.size ? one : smallest));
  group.add(room);
  if (timer === undefined) {
    dueMs = performance.now() + PULSE_MS;
    timer = setTimeout(pulse, PULSE_MS);
  }
  return () => void group.delete(room);
}

function pulse(): void {
  for (const group of groups) for (const room of group) attempt(room, room.judgeFrames);
  const beating = groups[pulses % PULSES_PER_BEAT]!;
  pulses += 1;
  for (const room of beating) attempt(room, room.beat);
  if (groups.every(({ size }) => size === 0)) {
    timer = undefined;
    return;
  }
  // A timer counts in whole milliseconds: what it is early or late by is made up for, but not what a process slept through.
  const nowMs = performance.now();
  dueMs = Math.max(dueMs + PULSE_MS, nowMs);
  timer = setTimeout(pulse, dueMs - nowMs);
}

function attempt(room: PulsingRoom, run: () => void): void {
  try {
    run();
  } catch (error) {
    room.failed(error);
  }
}
