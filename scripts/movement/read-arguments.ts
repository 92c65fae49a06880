// The command line as a value, or what is wrong with it in words.
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { SyntheticOptions } from "../../shared/src/exercise/synthetic-recording.ts";
import type { SideChoice } from "../../shared/src/movement/motion.ts";

export type Command =
  | { readonly kind: "help" }
  | { readonly kind: "list"; readonly table: boolean }
  | { readonly kind: "analyze"; readonly exercise: string | undefined; readonly files: readonly string[] }
  | { readonly kind: "synthesize"; readonly exercise: string; readonly options: Partial<SyntheticOptions> }
  | { readonly kind: "compare"; readonly saved: string }
  | { readonly kind: "evaluate"; readonly folder: string }
  | { readonly kind: "evaluateSynthetic"; readonly cases: number; readonly seed: number; readonly rangesOnly: boolean }
  | { readonly kind: "refused"; readonly why: string };

interface NumberOption {
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
  readonly set: (value: number) => Partial<SyntheticOptions>;
  /** What may stand instead of a number. */
  readonly words?: Readonly<Record<string, Partial<SyntheticOptions>>>;
}

const TEXT = { type: "string" } as const;
const HELP: ParseArgsOptionsConfig = { help: { type: "boolean", short: "h" } };

const NUMBERS: Readonly<Record<string, NumberOption>> = {
  repetitions: { least: 1, most: 1000, whole: true, set: (repetitions) => ({ repetitions }) },
  noise: {
    least: 0,
    most: 0.2,
    whole: false,
    set: (noiseMetres) => ({ noiseMetres }),
    words: { mediapipe: { camera: "mediapipe" } },
  },
  view: { least: -180, most: 180, whole: false, set: (viewDegrees) => ({ viewDegrees }) },
  seed: { least: -(2 ** 31), most: 2 ** 32 - 1, whole: true, set: (seed) => ({ seed }) },
  tempo: { least: 0.25, most: 4, whole: false, set: (tempoScale) => ({ tempoScale }) },
  amplitude: { least: 0.1, most: 1.5, whole: false, set: (amplitude) => ({ amplitude }) },
  fps: { least: 5, most: 120, whole: false, set: (framesPerSecond) => ({ framesPerSecond }) },
  stature: { least: 0.5, most: 2.3, whole: false, set: (statureMetres) => ({ statureMetres }) },
  dwell: { least: 0, most: 60, whole: false, set: (seconds) => ({ dwellMs: 1000 * seconds }) },
  pause: { least: 0, most: 60, whole: false, set: (seconds) => ({ pauseMs: 1000 * seconds }) },
};
const SIDES: readonly string[] = ["left", "right", "both"] satisfies SideChoice[];

const OPTIONS: Readonly<Record<string, ParseArgsOptionsConfig>> = {
  analyze: { ...HELP, exercise: TEXT },
  compare: HELP,
  list: { ...HELP, table: { type: "boolean" } },
  evaluate: { ...HELP, synthetic: { type: "boolean" }, ranges: { type: "boolean" }, cases: TEXT, seed: TEXT },
  synthesize: {
    ...HELP,
    exercise: TEXT,
    error: TEXT,
    side: TEXT,
    walk: { type: "boolean" },
    ...Object.fromEntries(Object.keys(NUMBERS).map((name) => [name, TEXT])),
  },
};

export function readArguments(args: readonly string[]): Command {
  const [name, ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") return { kind: "help" };
  if (name === undefined) return refuse("Which command?");
  const options = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
  if (options === undefined) {
    return refuse(name.startsWith("-") ? `The command comes before ${name}.` : `There is no command ${name}.`);
  }
  try {
    const { values, positionals } = parseArgs({
      args: withNegativeNumbers(rest),
      options,
      allowPositionals: true,
    });
    return values.help ? { kind: "help" } : readCommand(name, values, positionals);
  } catch (error) {
    return refuse(describeFault(name, error as NodeJS.ErrnoException));
  }
}

type Values = Readonly<Record<string, unknown>>;

function readCommand(name: string, values: Values, positionals: readonly string[]): Command {
  const exercise = values.exercise as string | undefined;
  switch (name) {
    case "analyze":
      return positionals.length === 0 ? refuse("Which files?") : { kind: "analyze", exercise, files: positionals };
    case "compare": {
      const [saved] = positionals;
      if (saved === undefined || positionals.length > 1) return refuse("compare takes one file that analyze printed.");
      return { kind: "compare", saved };
    }
    case "evaluate": {
      if (values.synthetic) return readSyntheticEvaluation(values, positionals);
      const unused = ["cases", "seed", "ranges"].find((option) => values[option] !== undefined);
      if (unused !== undefined) return refuse(`--${unused} belongs to --synthetic.`);
      const [folder] = positionals;
      if (folder === undefined || positionals.length > 1) return refuse("evaluate takes one folder.");
      return { kind: "evaluate", folder };
    }
    case "list":
      return positionals.length > 0
        ? refuse(`list takes no ${positionals[0]}.`)
        : { kind: "list", table: values.table === true };
    default:
      if (positionals.length > 0)
        return refuse(`synthesize writes to the standard output; it takes no ${positionals[0]}.`);
      if (exercise === undefined) return refuse("Which exercise? synthesize needs --exercise ID.");
      return readSynthesis(exercise, values);
  }
}

const MOST_CASES = 1000;

function readSyntheticEvaluation(values: Values, positionals: readonly string[]): Command {
  if (positionals.length > 0) return refuse(`evaluate --synthetic takes no ${positionals[0]}.`);
  const numbers = { cases: 20, seed: 1 };
  for (const name of ["cases", "seed"] as const) {
    const text = values[name] as string | undefined;
    if (text === undefined) continue;
    numbers[name] = text.trim() === "" ? Number.NaN : Number(text);
    if (!Number.isInteger(numbers[name]) || numbers[name] < 1 || (name === "cases" && numbers.cases > MOST_CASES))
      return refuse(`--${name} is a whole number from 1${name === "cases" ? ` to ${MOST_CASES}` : ""}, not ${text}.`);
  }
  return { kind: "evaluateSynthetic", ...numbers, rangesOnly: values.ranges === true };
}

function readSynthesis(exercise: string, values: Values): Command {
  const options: Partial<SyntheticOptions> = {};
  for (const [name, { least, most, whole, set, words = {} }] of Object.entries(NUMBERS)) {
    const text = values[name] as string | undefined;
    if (text === undefined) continue;
    if (Object.hasOwn(words, text)) {
      Object.assign(options, words[text]);
      continue;
    }
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (!(value >= least && value <= most) || (whole && !Number.isInteger(value))) {
      const other = Object.keys(words).map((word) => `${word} or `);
      return refuse(
        `--${name} is ${other.join("")}a ${whole ? "whole " : ""}number from ${least} to ${most}, not ${text}.`,
      );
    }
    Object.assign(options, set(value));
  }
  const side = values.side as SideChoice | undefined;
  if (side !== undefined) {
    if (!SIDES.includes(side)) return refuse(`--side is left, right or both, not ${side}.`);
    options.side = side;
  }
  if (values.error !== undefined) options.error = values.error as string;
  if (values.walk) options.wayIn = "walk";
  return { kind: "synthesize", exercise, options };
}

/** `--view -90` is meant as `--view=-90`, which is the only way the parser takes it. */
function withNegativeNumbers(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1);
    if (before !== undefined && /^-[\d.]/.test(arg) && /^--[a-z]+$/.test(before))
      joined[joined.length - 1] = `${before}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

function describeFault(command: string, error: NodeJS.ErrnoException): string {
  const option = /'(-[^' ]*)/.exec(error.message)?.[1];
  if (option === undefined || !error.code?.startsWith("ERR_PARSE_ARGS")) throw error;
  if (error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") return `${command} has no option ${option}.`;
  return error.message.includes("does not take") ? `${option} takes no value.` : `${option} needs a value.`;
}

function refuse(why: string): Command {
  return { kind: "refused", why };
}
