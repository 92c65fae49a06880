// What a tile says besides its numbers: the one thing about connection, tracking or form that matters most now, as a key of words.
import { TRACKING_TROUBLES } from "@ensemble/shared/movement/movement-fact.ts";
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { isLight } from "../../camera/framing-rules.ts";
import { waitsForTherapist } from "./alarm-rules.ts";
import { cameraUse } from "./camera-rules.ts";

export interface TileWords {
  readonly tone: "quiet" | "watch" | "alarm";
  readonly key: string;
  /** An id of the exercise's errors, where `key` is `therapist.status.cue`. */
  readonly cue?: string;
}

export function tileWords(patient: ParticipantView, moving: boolean): TileWords {
  if (!patient.present) return { tone: "quiet", key: "therapist.status.away" };
  if (patient.connection === "lost") return { tone: "alarm", key: "therapist.status.lost" };
  const clinical = patient.clinical;
  const camera = cameraUse(patient);
  if (waitsForTherapist(patient)) return { tone: "alarm", key: "therapist.stop.title" };
  if (patient.stopped) return { tone: "quiet", key: "therapist.status.stopped" };
  if (camera === "withoutByChoice") return { tone: "quiet", key: "therapist.status.noCamera" };
  if (moving && camera === "gone") return { tone: "watch", key: "therapist.tracking.camera_gone" };
  if (moving && clinical !== undefined && clinical.tracking !== "good") {
    const reason = TRACKING_TROUBLES.find((each) => each === clinical.trackingReason) ?? "joints_hidden";
    return { tone: "watch", key: `therapist.tracking.${reason}` };
  }
  if (moving && clinical !== undefined && clinical.cue !== "") {
    return { tone: "watch", key: "therapist.status.cue", cue: clinical.cue };
  }
  if (moving && clinical !== undefined && isLight(clinical.framing)) {
    return { tone: "watch", key: `therapist.framing.${clinical.framing}` };
  }
  if (patient.connection === "weak") return { tone: "watch", key: "therapist.status.weak" };
  return { tone: "quiet", key: moving ? "therapist.status.seen" : "therapist.status.here" };
}
