// How long one pose frame takes the referee, by hand: node scripts/bench/movement-bench.ts
import { readFileSync } from "node:fs";
import { movementRuleOf } from "../../shared/src/exercise/movement-rule-of.ts";
import { synthesizeRecording } from "../../shared/src/exercise/synthesize.ts";
import { advanceReferee, createReferee } from "../../shared/src/movement/referee.ts";
import { parseExerciseFile } from "../../shared/src/protocol/exercise-file.ts";

const WARM_UP_ROUNDS = 5;
const ROUNDS = 40;

/** Processor time of this process, not the clock's: a busy machine does not make the referee slower. Ten squats, many times, after a warm-up. */
export function benchMovement(): { microsecondsPerFrame: number } {
  const file = new URL("../../assets/exercises/squat.json", import.meta.url);
  const exercise = parseExerciseFile(JSON.parse(readFileSync(file, "utf8")));
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

if (import.meta.main) process.stdout.write(`${JSON.stringify(benchMovement())}\n`);
