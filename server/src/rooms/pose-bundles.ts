// Bodies for the others, fifteen times a second: avatars to everybody, figures over the pictures to therapists only.
import { type AvatarPose, createAvatarPose, readAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import { createPoseFrame, type PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { type AvatarSample, encodeAvatarBundle } from "@ensemble/shared/protocol/avatar-bundle.ts";
import { encodeFigureBundle, type FigureSource } from "@ensemble/shared/protocol/figure-bundle.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { LiveSession } from "../session/index.ts";

export interface PoseBundles {
  /** Bundles of what is new since the last call; undefined when nobody moved. */
  readonly take: (live: LiveSession, patients: readonly ShownPatient[], nowMs: number) => Bundled | undefined;
  /** When a new body of this patient was last found; undefined before the first. */
  readonly lastSeenMs: (participantId: ParticipantId) => number | undefined;
}
export interface ShownPatient {
  readonly participantId: ParticipantId;
  readonly mark: number;
}
export interface Bundled {
  readonly avatars: Uint8Array;
  readonly figures: Uint8Array;
}

/** What the bodies of a bundle are read into, of whatever room: one after the other finds it in the processor's cache. */
const frames: PoseFrame[] = [];

export function createPoseBundles(): PoseBundles {
  const seen = new Map<ParticipantId, { readonly pose: AvatarPose; atMs: number }>();
  return {
    take: (live, patients, nowMs) => {
      const avatars: AvatarSample[] = [];
      const figures: FigureSource[] = [];
      for (const { participantId, mark } of patients) {
        frames[figures.length] ??= createPoseFrame();
        const frame = frames[figures.length]!;
        if (!live.takeFreshFrame(participantId, frame)) continue;
        let patient = seen.get(participantId);
        if (patient === undefined) {
          patient = { pose: createAvatarPose(), atMs: nowMs };
          seen.set(participantId, patient);
        }
        patient.atMs = nowMs;
        const { pose } = patient;
        readAvatarPose(frame, pose);
        avatars.push({ slot: mark, atMs: frame.atMs, pose });
        figures.push({ slot: mark, frame });
      }
      if (avatars.length === 0) return undefined;
      const { epoch } = live;
      return { avatars: encodeAvatarBundle({ epoch, avatars }), figures: encodeFigureBundle({ epoch, figures }) };
    },
    lastSeenMs: (participantId) => seen.get(participantId)?.atMs,
  };
}
