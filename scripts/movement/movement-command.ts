// `npm run -s movement`: the movement engine for researchers, over recordings in files. Lines of JSON on the standard output,
// everything else beside it.
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ExerciseLibrary } from "../../server/src/movement/index.ts";
import type { SyntheticOptions } from "../../shared/src/exercise/synthetic-recording.ts";
import type { ExerciseId } from "../../shared/src/session/identifiers.ts";
import { type AnalyzedRecording, analyzeRecording } from "./analyze-recording.ts";
import { compareAnalyses, readAnalyses } from "./compare-analyses.ts";
import { describeEvaluation } from "./describe-evaluation.ts";
import { describeExercise } from "./describe-exercise.ts";
import { describeSynthetic } from "./describe-synthetic.ts";
import { evaluateFolder } from "./evaluate-folder.ts";
import { isUpright } from "./evaluate-synthetic.ts";
import { openExerciseLibrary } from "./exercise-library.ts";
import { type Command, readArguments } from "./read-arguments.ts";
import { RecordingFault } from "./recording-fault.ts";
import { summariseLibrary } from "./summarise-library.ts";
import { synthesizeLines } from "./synthesize-lines.ts";
import { USAGE } from "./usage.ts";

const MISUSED_STATUS = 2;

/** Misuse that only shows when the library is read. */
class Misuse extends Error {}

// Whoever reads only the first lines has read enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  process.exitCode = await run(readArguments(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Misuse) && !(error instanceof RecordingFault)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof Misuse ? MISUSED_STATUS : 1;
}

/** The exit status. */
async function run(command: Command): Promise<number> {
  switch (command.kind) {
    case "help":
      process.stdout.write(USAGE);
      return 0;
    case "refused":
      throw new Misuse(`${command.why}\n\n${USAGE}`);
    case "list":
      return list(command.table);
    case "analyze":
      return analyze(command.files, command.exercise);
    case "compare":
      return compare(command.saved);
    case "synthesize":
      return synthesize(command.exercise, command.options);
    case "evaluate":
      return evaluate(command.folder);
    case "evaluateSynthetic": {
      const { tracked: exercises } = await openExerciseLibrary();
      for (const chapter of describeSynthetic(exercises, command)) process.stdout.write(chapter);
      return 0;
    }
  }
}

async function list(table: boolean): Promise<number> {
  const { all } = await openExerciseLibrary();
  if (table) process.stdout.write(summariseLibrary(all));
  else for (const exercise of all) printJson(describeExercise(exercise));
  return 0;
}

async function analyze(files: readonly string[], exercise: string | undefined): Promise<number> {
  const library = await openExerciseLibrary();
  if (exercise !== undefined && library.find(exercise as ExerciseId) === undefined) throw notCounted(library, exercise);
  let status = 0;
  for (const file of files) {
    try {
      const analyzed = await analyzeRecording(library, { path: resolveGiven(file), file, exercise });
      printJson(analyzed.analysis);
      tellRefused(file, analyzed);
    } catch (error) {
      if (!(error instanceof RecordingFault)) throw error;
      process.stderr.write(`${error.message}\n`);
      status = 1;
    }
  }
  return status;
}

async function compare(saved: string): Promise<number> {
  const library = await openExerciseLibrary();
  let status = 0;
  for (const before of await readAnalyses(resolveGiven(saved), saved)) {
    const { file, exercise } = before;
    try {
      const { analysis } = await analyzeRecording(library, { path: resolveGiven(file), file, exercise });
      const differences = compareAnalyses(before, analysis);
      if (differences === undefined) continue;
      printJson({ file, exercise, ...differences });
    } catch (error) {
      if (!(error instanceof RecordingFault)) throw error;
      process.stderr.write(`${error.message}\n`);
    }
    status = 1;
  }
  return status;
}

async function evaluate(folder: string): Promise<number> {
  const evaluation = await evaluateFolder(await openExerciseLibrary(), resolveGiven(folder));
  process.stdout.write(describeEvaluation(evaluation));
  for (const fault of evaluation.faults) process.stderr.write(`${fault}\n`);
  return evaluation.faults.length > 0 ? 1 : 0;
}

async function synthesize(id: string, options: Partial<SyntheticOptions>): Promise<number> {
  const library = await openExerciseLibrary();
  const entry = library.find(id as ExerciseId);
  if (entry === undefined) throw notCounted(library, id);
  const { exercise, offer } = entry;
  const errors = exercise.errors.map(({ cue }) => cue);
  if (options.error !== undefined && !errors.includes(options.error)) {
    throw new Misuse(`${id} has no error ${options.error}; it has ${errors.join(", ") || "none"}.`);
  }
  if (options.side !== undefined && !exercise.sides.includes(options.side)) {
    throw new Misuse(`${id} is not done with side ${options.side}, but with ${exercise.sides.join(", ")}.`);
  }
  if (options.camera === "mediapipe" && !isUpright(exercise)) {
    process.stderr.write(
      `${id}: the noise is that of people who stand and sit; nobody was filmed ${exercise.position}, where a pose model sees less.\n`,
    );
  }
  const lines = synthesizeLines(exercise, { side: offer.defaultTarget.side, ...options });
  await pipeline(
    Readable.from(lines).map((line: string) => `${line}\n`),
    process.stdout,
    { end: false },
  );
  return 0;
}

function notCounted({ all }: ExerciseLibrary, id: string): Misuse {
  if (all.some((exercise) => exercise.id === id)) {
    return new Misuse(`The camera does not count ${id}: it is done by the clock or counted by whoever does it.`);
  }
  return new Misuse(`There is no exercise ${id} in the library; list names them all.`);
}

function tellRefused(file: string, { frames, refused }: AnalyzedRecording): void {
  if (refused.size === 0) return;
  const reasons = [...refused].map(([reason, count]) => `${reason} ${count}`).join(", ");
  process.stderr.write(`${file}: left out of ${frames} frames: ${reasons}\n`);
}

/** npm runs its scripts in the clone's folder, and says from where it was called. */
function resolveGiven(path: string): string {
  return resolve(process.env.INIT_CWD ?? "", path);
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
