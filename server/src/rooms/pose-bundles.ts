// Bodies for the others, fifteen times a second: avatars to everybody, figures over the pictures to therapists only.
import { type AvatarPose, createAvatarPose, readAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
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

export function createPoseBundles(): PoseBundles {
  const poses = new Map<ParticipantId, AvatarPose>();
  const seenMs = new Map<ParticipantId, number>();
  return {
    take: (live, patients, nowMs) => {
      const avatars: AvatarSample[] = [];
      const figures: FigureSource[] = [];
      for (const { participantId, mark } of patients) {
        const frame = live.takeFreshFrame(participantId);
        if (frame === undefined) continue;
        seenMs.set(participantId, nowMs);
        let pose = poses.get(participantId);
        if (pose === undefined) {
          pose = createAvatarPose();
          poses.set(participantId, pose);
        }
        readAvatarPose(frame, pose);
        avatars.push({ slot: mark, atMs: frame.atMs, pose });
        figures.push({ slot: mark, frame });
      }
      if (avatars.length === 0) return undefined;
      const { epoch } = live;
      return { avatars: encodeAvatarBundle({ epoch, avatars }), figures: encodeFigureBundle({ epoch, figures }) };
    },
    lastSeenMs: (participantId) => seenMs.get(participantId),
  };
}
