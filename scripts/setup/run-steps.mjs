// Runs the set-up: what is done is skipped without a word, what is missing shows its name, progress and time, and a
// failure says what is wrong and what to do.
import { describeFileFailure } from "./describe-file-failure.mjs";
import { SetupFailure } from "./setup-failure.mjs";

/**
 * @typedef {object} StepContext
 * @property {string} clone absolute path of the clone
 * @property {import("./directories.mjs").Places} places
 * @property {NodeJS.ProcessEnv} env
 * @property {string} node path of the Node that runs TypeScript
 * @property {(progress: string) => void} say what the step is doing now
 */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {(context: StepContext) => Promise<boolean> | boolean} isDone must be quick: it runs at every start
 * @property {(context: StepContext) => Promise<string | undefined | void>} run may resolve with a line: what cannot be had here, and
 *   that the set-up goes on without
 */

/**
 * @param {readonly Step[]} steps in order; a later one may need an earlier one's result
 * @param {Omit<StepContext, "say">} context
 * @param {import("./progress.mjs").Progress} progress
 */
export async function runSteps(steps, context, progress) {
  for (const step of steps) {
    const stepContext = { ...context, say: (text) => progress.say(text) };
    if (await step.isDone(stepContext)) continue;
    progress.begin(step.name);
    let without;
    try {
      without = await step.run(stepContext);
      if (!(await step.isDone(stepContext))) throw new Error(`"${step.name}" ran to its end but is not done`);
    } catch (error) {
      progress.fail();
      throw error;
    }
    progress.end(without || undefined);
  }
}

/**
 * Whether anything is left to do.
 * @param {readonly Step[]} steps
 * @param {Omit<StepContext, "say">} context
 */
export async function areDone(steps, context) {
  for (const step of steps) {
    if (!(await step.isDone({ ...context, say: () => {} }))) return false;
  }
  return true;
}

/**
 * The paragraph a person reads; a bug keeps its stack.
 * @param {unknown} error
 */
export function describeFailure(error) {
  if (error instanceof SetupFailure) {
    const details = error.details ? `\n${error.details}\n` : "";
    return `${details}\n${error.problem}\n${error.remedy}`;
  }
  const file = describeFileFailure(error);
  if (file !== undefined) return `\n${file.problem}\n${file.remedy}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
