// What helps out during a repetition that should not [QUA7, QUA8]: how much farther than in the exercise's own reference movement trunk, pelvis,
// shoulders and knees leave their rest, and how much faster the movement is thrown than it is led.
import { cameraErrorDegrees, isJudged } from "./camera-error.ts";
import type { SideChoice } from "./motion.ts";
import type { ReferenceReading, View } from "./movement-rule.ts";
import { type PostureMemory, type ReferencePosture, reachOf, WATCHED, wasSeen } from "./posture.ts";
import type { Smoothness } from "./smoothness-rules.ts";

export const COMPENSATIONS = [
  "trunkForward",
  "trunkBackward",
  "trunkSideways",
  "pelvisTilt",
  "shoulderHike",
  "weightShift",
  "kneeInward",
  "momentum",
] as const;
export type Compensation = (typeof COMPENSATIONS)[number];

export interface JudgedCompensation {
  /** 0…1; null where nothing was seen. */
  share: number | null;
  /** The one that took most of it, and by how many degrees it went beyond the reference; null degrees of momentum. */
  worst: { compensation: Compensation; degrees: number | null } | null;
}

/** What moves in the exercise itself may move a quarter more. Project assumption. */
const REFERENCE_MAY_GROW = 1.25;
/** This much beyond what is tolerated leaves nothing. Project assumption. */
const NONE_FROM_DEGREES = 20;
/** Highest ÷ mean speed against the reference's. Project assumption. */
const SWING = { tolerated: 2, none: 4 };

/** A tenth of it lost is not worth a word. */
const WORTH_A_WORD = 0.9;

/** By the order of WATCHED: what going to more and to less is called. Knees that go outward are none: turned-out feet take them there. */
const NAMES: readonly (readonly [more: Compensation, less: Compensation | null])[] = [
  ["trunkForward", "trunkBackward"],
  ["trunkSideways", "trunkSideways"],
  ["pelvisTilt", "pelvisTilt"],
  ["shoulderHike", "shoulderHike"],
  ["weightShift", "weightShift"],
  ["kneeInward", null],
  ["kneeInward", null],
];

/** `flipped`: this person began at the reference's height. */
export function judgeCompensation(
  posture: PostureMemory,
  smoothness: Smoothness | null,
  reference: ReferenceReading,
  seen: { side: SideChoice; flipped: boolean; view: View },
): JudgedCompensation {
  const expected = reference.posture[seen.side];
  const judged: JudgedCompensation = { share: null, worst: null };
  for (let i = 0; i < WATCHED.length; i++) {
    if (!wasSeen(posture, i) || !expected.judged[i]) continue;
    const [more, less] = NAMES[i]!;
    // What the camera's error explains is held against nobody.
    const error = cameraErrorDegrees(WATCHED[i]!.motion, seen.view);
    if (!isJudged(error)) continue;
    const reach = reachOf(posture, i);
    const begin = beginOf(expected, i, seen.flipped);
    const above = reach.above - REFERENCE_MAY_GROW * (expected.most[i]! - begin);
    const below = reach.below - REFERENCE_MAY_GROW * (begin - expected.least[i]!);
    note(judged, more, above, 1 - (above - error.below) / NONE_FROM_DEGREES);
    if (less !== null) note(judged, less, below, 1 - (below - error.above) / NONE_FROM_DEGREES);
  }
  if (smoothness !== null && reference.smoothness !== null) {
    const swing = smoothness.swing / reference.smoothness.swing;
    note(judged, "momentum", null, (SWING.none - swing) / (SWING.none - SWING.tolerated));
  }
  return judged;
}

function beginOf(expected: ReferencePosture, i: number, flipped: boolean): number {
  return flipped ? expected.height[i]! : expected.rest[i]!;
}

function note(judged: JudgedCompensation, compensation: Compensation, degrees: number | null, share: number): void {
  const bounded = Math.max(0, Math.min(1, share));
  if (judged.share !== null && bounded >= judged.share) return;
  judged.share = bounded;
  judged.worst = bounded > WORTH_A_WORD ? null : { compensation, degrees };
}
