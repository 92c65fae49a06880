// The one ordered list of what happens with each picture of the camera. The snap to the storage grid has happened in the worker;
// what counts comes first, what is only seen comes last and waits while the page is hidden.
import { type AvatarPose, createAvatarPose, readAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import type { PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import type { PoseModel } from "@ensemble/shared/protocol/pose-packet.ts";
import type { SeenPose } from "./camera/pose-worker-messages.ts";
import {
  advanceQuality,
  QUALITY_SETTINGS,
  type QualityLevel,
  type QualitySample,
  type QualitySettings,
  type QualityState,
  startQuality,
} from "./quality-rules.ts";

/** Whoever takes part; parts come and go with the screens. */
export interface FrameLoopParts {
  /** The connection: keeps, sends, and predicts one's own movement from exactly what it sends. */
  send?: ((frame: PoseFrame, model: PoseModel) => void) | undefined;
  /** The scene. The pose is reused by the next frame. */
  moveOwnAvatar?: ((pose: AvatarPose) => void) | undefined;
  /** The skeleton over one's own picture. */
  drawOwn?: (() => void) | undefined;
  /** Called with the first frame it is here for and after each change: camera, scene and call follow. */
  followQuality?: ((settings: QualitySettings) => void) | undefined;
}

export interface FrameLoop {
  /** Set and unset what takes part. */
  readonly parts: FrameLoopParts;
  /** The camera's `onFrame`. */
  readonly step: (frame: PoseFrame, seen: SeenPose) => void;
  readonly quality: () => QualitySettings;
}

export interface FrameLoopOptions {
  /** From `?quality=`. */
  readonly asked: QualityLevel | undefined;
  readonly parts?: FrameLoopParts | undefined;
  /** The page's monotonic clock and whether anybody can see it. */
  readonly nowMs?: (() => number) | undefined;
  readonly isHidden?: (() => boolean) | undefined;
}

const SAMPLE_MS = 1_000;

export function createFrameLoop(options: FrameLoopOptions): FrameLoop {
  const parts: FrameLoopParts = { ...options.parts };
  const nowMs = options.nowMs ?? (() => performance.now());
  const isHidden = options.isHidden ?? (() => document.hidden);
  const ownPose = createAvatarPose();
  const meter = createMeter();
  let quality: QualityState | undefined;
  let followed: QualityLevel | undefined;
  let follower: FrameLoopParts["followQuality"];

  function watchQuality(frame: PoseFrame, seen: SeenPose): void {
    quality ??= startQuality(options.asked, seen.drawsInSoftware);
    const sample = meter(frame.atMs, seen.inferenceMs, nowMs());
    // A hidden page is slowed by the browser: that says nothing about the device.
    if (sample !== undefined && !isHidden()) quality = advanceQuality(quality, sample);
    if (quality.level === followed && parts.followQuality === follower) return;
    followed = quality.level;
    follower = parts.followQuality;
    parts.followQuality?.(QUALITY_SETTINGS[quality.level]);
  }

  return {
    parts,
    quality: () => QUALITY_SETTINGS[quality?.level ?? options.asked ?? "full"],
    step(frame, seen) {
      parts.send?.(frame, seen.model);
      watchQuality(frame, seen);
      if (isHidden()) return;
      parts.moveOwnAvatar?.(readAvatarPose(frame, ownPose));
      parts.drawOwn?.();
    },
  };
}

/** Sums up frames; gives a sample about once a second. */
function createMeter(): (atMs: number, inferenceMs: number, nowMs: number) => QualitySample | undefined {
  let sinceMs: number | undefined;
  let frames = 0;
  let inferenceMs = 0;
  let delayMs = 0;
  return (atMs, tookMs, nowMs) => {
    sinceMs ??= atMs;
    const lengthMs = atMs - sinceMs;
    if (lengthMs < SAMPLE_MS) {
      frames += 1;
      inferenceMs += tookMs;
      delayMs += Math.max(0, nowMs - atMs);
      return undefined;
    }
    const sample = {
      atMs,
      poseHz: (1000 * frames) / lengthMs,
      inferenceMs: inferenceMs / frames,
      delayMs: delayMs / frames,
    };
    sinceMs = atMs;
    frames = 1;
    inferenceMs = tookMs;
    delayMs = Math.max(0, nowMs - atMs);
    return sample;
  };
}
