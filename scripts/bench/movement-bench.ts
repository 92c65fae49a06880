// How long one pose frame takes the referee.

import { movementRuleOf } from "../../shared/src/exercise/movement-rule-of.ts";
import { synthesizeRecording } from "../../shared/src/exercise/synthesize.ts";
import { advanceReferee, createReferee } from "../../shared/src/movement/referee.ts";
import type { BenchRow } from "./bench-row.ts";
import { readExercise } from "./load/record-movement.ts";

const WARM_UP_ROUNDS = 5;
const ROUNDS = 40;
const LIMIT_MICROSECONDS = 25;

export function movementRows(): readonly BenchRow[] {
  const { microsecondsPerFrame } = benchMovement();
  return [
    {
      part: "movement",
      what: "movement analysis",
      goal: "≤ 25 µs a frame",
      measured: `${microsecondsPerFrame.toFixed(1)} µs`,
      met: microsecondsPerFrame <= LIMIT_MICROSECONDS,
      how: `processor time of the referee on synthetic squats, ${ROUNDS} rounds one after the other`,
      values: { microsecondsPerFrame },
    },
  ];
}

/** Processor time of this process, not the clock's: a busy machine does not make the referee slower. Ten squats, many times, after a warm-up. */
function benchMovement(): { microsecondsPerFrame: number } {
  const exercise = readExercise("squat");
  const rule = movementRuleOf(exercise);
  const { frames } = synthesizeRecording(exercise, { noiseMetres: 0.01, viewDegrees: 60 });
  const judgeAll = () => {
    const referee = createReferee(rule, { side: "both" });
    for (const frame of frames) advanceReferee(referee, frame);
  };
  for (let round = 0; round < WARM_UP_ROUNDS; round++) judgeAll();
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) judgeAll();
  const { user, system } = process.cpuUsage(before);
  return { microsecondsPerFrame: (user + system) / (ROUNDS * frames.length) };
}
