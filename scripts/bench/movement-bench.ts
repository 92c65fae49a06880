// How long one pose frame takes the referee, by hand: node scripts/bench/movement-bench.ts
import { readFileSync } from "node:fs";
import { movementRuleOf } from "../../shared/src/exercise/movement-rule-of.ts";
import { synthesizeRecording } from "../../shared/src/exercise/synthesize.ts";
import { advanceReferee, createReferee } from "../../shared/src/movement/referee.ts";
import { parseExerciseFile } from "../../shared/src/protocol/exercise-file.ts";

const ROUNDS = 20;

/** The median round over a squat recording of ten repetitions, after a warm-up. */
export function benchMovement(): { microsecondsPerFrame: number } {
  const file = new URL("../../assets/exercises/squat.json", import.meta.url);
  const exercise = parseExerciseFile(JSON.parse(readFileSync(file, "utf8")));
  const rule = movementRuleOf(exercise);
  const { frames } = synthesizeRecording(exercise, { noiseMetres: 0.01, viewDegrees: 60 });
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const referee = createReferee(rule, { side: "both" });
    const before = process.hrtime.bigint();
    for (const frame of frames) advanceReferee(referee, frame);
    rounds.push(Number(process.hrtime.bigint() - before) / 1000 / frames.length);
  }
  rounds.sort((a, b) => a - b);
  return { microsecondsPerFrame: rounds[ROUNDS / 2]! };
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(benchMovement())}\n`);
