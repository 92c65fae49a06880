// How long the body has not been seen well. A reading that no picture follows says nothing any more: the cover is closed, or the estimation stands still.
import type { RefereeReading } from "@ensemble/shared/movement/referee.ts";

export interface Sight {
  /** A new one comes with every picture. */
  readonly reading: RefereeReading | undefined;
  readonly newAtMs: number;
  readonly unseenSinceMs: number | undefined;
  /** The last picture is too old to be believed. */
  readonly old: boolean;
}

export const OLD_AFTER_MS = 2_000;

export function startSight(nowMs: number): Sight {
  return { reading: undefined, newAtMs: nowMs, unseenSinceMs: undefined, old: false };
}

/** `counting`: false while no picture is read, in a pause or after a stop. Call on every change and now and then in between. */
export function advanceSight(
  sight: Sight,
  reading: RefereeReading | undefined,
  counting: boolean,
  nowMs: number,
): Sight {
  const newAtMs = counting && reading === sight.reading ? sight.newAtMs : nowMs;
  const old = reading !== undefined && nowMs - newAtMs >= OLD_AFTER_MS;
  const seen = (reading?.tracking ?? "good") === "good";
  const unseenSinceMs = sight.unseenSinceMs ?? (old ? newAtMs : nowMs);
  return { reading, newAtMs, old, unseenSinceMs: seen && !old ? undefined : unseenSinceMs };
}

export function unseenForMs(sight: Sight, nowMs: number): number {
  return sight.unseenSinceMs === undefined ? 0 : nowMs - sight.unseenSinceMs;
}
