// The others' movement arrives in steps of a fifteenth of a second and more, early and late: it is played back a little later and
// evenly. At most one and a half source intervals behind, and at most a tenth of a second ahead of what is known.
import { type AvatarPose, createAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import { blendPoses, copyAvatarPose } from "./blend-poses.ts";

export const DELAY_IN_INTERVALS = 1.5;
export const LONGEST_EXTRAPOLATION_MS = 100;
const KEPT = 8;
const FIRST_INTERVAL_MS = 1000 / 15;
/** A pause longer than this is a gap, not the rhythm of the source. */
const LONGEST_INTERVAL_MS = 250;
/** How fast the playback clock follows a network that became slower, in ms for each received pose. */
const CLOCK_DRIFT_MS = 2;

interface Sample {
  pose: AvatarPose;
  atMs: number;
}

export interface PosePlayback {
  /** Oldest first; the objects are used again. */
  readonly samples: Sample[];
  intervalMs: number;
  /** Local clock − source clock of the fastest recent pose. */
  offsetMs: number | undefined;
}

export function createPosePlayback(): PosePlayback {
  return { samples: [], intervalMs: FIRST_INTERVAL_MS, offsetMs: undefined };
}

/** Takes a pose of the source's time `atMs`, received at `nowMs`; what is older than the newest is dropped. */
export function addPose(playback: PosePlayback, pose: AvatarPose, atMs: number, nowMs: number): void {
  const { samples } = playback;
  const newest = samples[samples.length - 1];
  if (newest !== undefined && atMs <= newest.atMs) {
    if (newest.atMs - atMs < 10_000) return;
    // The source's clock began anew: a participant came back.
    samples.length = 0;
    playback.offsetMs = undefined;
  } else if (newest !== undefined && atMs - newest.atMs <= LONGEST_INTERVAL_MS) {
    playback.intervalMs += 0.15 * (atMs - newest.atMs - playback.intervalMs);
  }
  const offset = nowMs - atMs;
  playback.offsetMs = playback.offsetMs === undefined ? offset : Math.min(offset, playback.offsetMs + CLOCK_DRIFT_MS);
  const sample = samples.length >= KEPT ? (samples.shift() as Sample) : { pose: createAvatarPose(), atMs: 0 };
  copyAvatarPose(sample.pose, pose);
  sample.atMs = atMs;
  samples.push(sample);
}

/** The pose to show at `nowMs`; false while nothing has been received. */
export function readPose(playback: PosePlayback, nowMs: number, into: AvatarPose): boolean {
  const { samples } = playback;
  const newest = samples[samples.length - 1];
  if (newest === undefined || playback.offsetMs === undefined) return false;
  const at = nowMs - playback.offsetMs - DELAY_IN_INTERVALS * playback.intervalMs;
  let next = samples.length - 1;
  while (next > 0 && samples[next - 1]!.atMs >= at) next--;
  const [a, b] = [samples[Math.max(0, next - 1)]!, samples[next]!];
  const span = b.atMs - a.atMs;
  // Across a gap, before the first pose, or out of a body that was not seen nothing is interpolated.
  if (span <= 0 || span > LONGEST_INTERVAL_MS || at <= a.atMs || a.pose.tracked !== b.pose.tracked) {
    copyAvatarPose(into, at < b.atMs ? a.pose : b.pose);
    return true;
  }
  const ahead = Math.min(at, b.atMs + LONGEST_EXTRAPOLATION_MS);
  blendPoses(into, a.pose, b.pose, (ahead - a.atMs) / span);
  return true;
}
