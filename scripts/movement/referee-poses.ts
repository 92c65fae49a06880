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
import { createShareTraces, movementTimes, type TracedMovement, traceMovement, traceShares } from "./movement-times.ts";

export interface RefereedSet {
  /** In the recording's own time. */
  readonly facts: readonly MovementFact[];
  /** Of each repetition, from leaving rest to being back there: wider than the fact's own times, which end when it counts. */
  readonly repetitionTimesMs: readonly (readonly [startMs: number, endMs: number])[];
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
  const traces = createShareTraces(referee);
  const movements: TracedMovement[] = [];
  const keep = (news: readonly MovementFact[]) => {
    for (const fact of news) {
      facts.push(fact);
      if (fact.kind === "repetition") movements.push(traceMovement(referee, traces, fact));
    }
  };
  const refused = new Map<string, number>();
  let frames = 0;
  let previous = createPoseFrame();
  let frame = createPoseFrame();
  let any = false;
  let shiftMs = 0;
  for await (const pose of poses) {
    // A session has no time before its beginning; a recording may count from a moment of its own.
    if (frames === 0) shiftMs = Math.max(0, -pose.atMs);
    frames++;
    snapToGrid({ ...pose, atMs: pose.atMs + shiftMs }, frame);
    const refusal = judgeFrame(any ? previous : undefined, frame);
    if (refusal !== undefined) {
      refused.set(refusal, (refused.get(refusal) ?? 0) + 1);
      continue;
    }
    const news = advanceReferee(referee, frame);
    traceShares(referee, traces);
    keep(news);
    [previous, frame] = [frame, previous];
    any = true;
  }
  keep(finishReferee(referee));
  return {
    facts: facts.map((fact) => shiftedBack(fact, shiftMs)),
    repetitionTimesMs: movementTimes(movements).map(([startMs, endMs]) => [startMs - shiftMs, endMs - shiftMs]),
    frames,
    refused,
  };
}

function shiftedBack(fact: MovementFact, shiftMs: number): MovementFact {
  if ("atMs" in fact) return { ...fact, atMs: fact.atMs - shiftMs };
  return { ...fact, startMs: fact.startMs - shiftMs, endMs: fact.endMs - shiftMs };
}
