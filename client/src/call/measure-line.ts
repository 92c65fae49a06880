// Measures the line with what it is there for: for some seconds the server sends the own picture back, and the browser's statistics of both
// ways are read. Never rejects and never takes longer than it says: who waits for it is a person before a class.
import { isStopped, judgeLine, type LineCheck, summariseLine } from "./line-check-rules.ts";
import type { LineSample } from "./line-stats.ts";
import type { MediaPeer } from "./media-peer.ts";
import { isRefused } from "./media-signalling.ts";
import type { LineProbe } from "./open-line-probe.ts";

/** From the call to the answer, whatever happens. */
export const LINE_MEASURED_WITHIN_MS = 9_500;
const SAMPLE_EVERY_MS = 500;
/** Of a picture that comes back. */
const MEASURED_FOR_MS = 6_000;

export interface MeasureLine {
  /** The present end of the call; undefined while there is none. */
  readonly peer: () => MediaPeer | undefined;
  /** Signalling reaches the server. */
  readonly isReached: () => boolean;
  readonly nowMs: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

const UNTESTED: LineCheck = { verdict: "untested", cause: "", numbers: undefined };

export async function measureLine(parts: MeasureLine): Promise<LineCheck> {
  const untilMs = parts.nowMs() + LINE_MEASURED_WITHIN_MS;
  const measuring = measure(parts, untilMs);
  const deadline = parts.wait(LINE_MEASURED_WITHIN_MS).then(() => undefined);
  const found = await Promise.race([measuring.done, deadline]);
  measuring.end();
  return found ?? conclude(parts, measuring.taken);
}

function conclude({ isReached }: MeasureLine, { samples, sizesKbps }: Taken): LineCheck {
  if (!isReached()) return { verdict: "none", cause: "offline", numbers: undefined };
  // No call yet, or one without a picture: the server may be the reason.
  if (samples.length === 0) return UNTESTED;
  const numbers = summariseLine(samples);
  // A busy device, or one of which there was too little to see: the line need not be the matter.
  if (numbers === undefined && !isStopped(samples)) return UNTESTED;
  return judgeLine(numbers, sizesKbps);
}

interface Taken {
  readonly samples: LineSample[];
  sizesKbps: readonly number[];
}

interface Measuring {
  readonly done: Promise<LineCheck>;
  readonly taken: Taken;
  readonly end: () => void;
}

function measure(parts: MeasureLine, untilMs: number): Measuring {
  const { nowMs, wait } = parts;
  const taken: Taken = { samples: [], sizesKbps: [] };
  let probe: LineProbe | undefined;
  let over = false;

  const run = async (): Promise<LineCheck> => {
    let begunAtMs: number | undefined;
    while (!over && nowMs() < untilMs) {
      try {
        probe ??= await parts.peer()?.probe();
        if (over) probe?.close();
        else if (probe !== undefined) {
          taken.samples.push(await probe.sample());
          taken.sizesKbps = probe.sizesKbps();
        }
      } catch (error) {
        // Asked too often, or no longer before the class: then the line is not the matter.
        if (isRefused(error, "too_many", "not_allowed", "not_now", "malformed")) return UNTESTED;
        // A call that is being built anew; the next one may be measured.
        console.warn("the line cannot be measured yet", error);
        probe = undefined;
        // What is counted there begins anew.
        taken.samples.length = 0;
        begunAtMs = undefined;
      }
      const last = taken.samples.at(-1);
      if (last !== undefined && last.receivedPackets > 0) begunAtMs ??= last.atMs;
      if (begunAtMs !== undefined && nowMs() - begunAtMs >= MEASURED_FOR_MS) break;
      await wait(SAMPLE_EVERY_MS);
    }
    return conclude(parts, taken);
  };

  return {
    done: run(),
    taken,
    end: () => {
      over = true;
      probe?.close();
    },
  };
}
