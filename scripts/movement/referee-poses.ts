// Feeds poses to the engine one by one as the server does: onto the grid, judged, and only then refereed.
import { judgeFrame } from "../../shared/src/movement/plausibility-rules.ts";
import { createPoseFrame, type FloatPose, snapToGrid } from "../../shared/src/movement/pose-frame.ts";
import {
  advanceReferee,
  createReferee,
  finishReferee,
  type MovementFact,
  type MovementRule,
  type SideChoice,
} from "../../shared/src/movement/referee.ts";

export interface RefereedSet {
  readonly facts: readonly MovementFact[];
  readonly frames: number;
  /** How many frames were left out, by the reason. */
  readonly refused: ReadonlyMap<string, number>;
}

export async function refereePoses(
  rule: MovementRule,
  side: SideChoice,
  poses: AsyncIterable<FloatPose>,
): Promise<RefereedSet> {
  const referee = createReferee(rule, { side });
  const facts: MovementFact[] = [];
  const refused = new Map<string, number>();
  let frames = 0;
  let previous = createPoseFrame();
  let frame = createPoseFrame();
  let any = false;
  for await (const pose of poses) {
    frames++;
    snapToGrid(pose, frame);
    const refusal = judgeFrame(any ? previous : undefined, frame);
    if (refusal !== undefined) {
      refused.set(refusal, (refused.get(refusal) ?? 0) + 1);
      continue;
    }
    facts.push(...advanceReferee(referee, frame));
    [previous, frame] = [frame, previous];
    any = true;
  }
  facts.push(...finishReferee(referee));
  return { facts, frames, refused };
}
