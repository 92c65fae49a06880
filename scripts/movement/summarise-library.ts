// What the library holds, in numbers that nobody can pad: how many exercises there are by region and by how they are counted, and how many
// differ in what is measured or moved, in position or in equipment.
import { demonstrateExercise } from "../../shared/src/exercise/demonstrate.ts";
import { BODY_REGIONS, type Exercise, LIMB_JOINTS, TRUNK_JOINTS } from "../../shared/src/exercise/exercise.ts";
import { markdownTable } from "../markdown-table.ts";

/** A joint that goes less than this does not make a movement another one. */
const MOVES_FROM_DEGREES = 10;

/** A Markdown table, with a line below it; assets/exercises/README.md holds it as it is printed. */
export function summariseLibrary(exercises: readonly Exercise[]): string {
  const rows = BODY_REGIONS.flatMap((region) => {
    const ofRegion = exercises.filter((exercise) => exercise.region === region);
    return ofRegion.length === 0 ? [] : [rowOf(region, ofRegion)];
  });
  const headings = ["region", "exercises", "camera", "clock", "self", "distinct combinations"];
  return `${markdownTable(headings, [...rows, rowOf("all", exercises)])}\n`;
}

function rowOf(name: string, exercises: readonly Exercise[]): string[] {
  const counted = (tracking: Exercise["tracking"]) => exercises.filter((exercise) => exercise.tracking === tracking);
  const combinations = new Set(exercises.map(combinationOf));
  return [
    name,
    ...[exercises, counted("camera"), counted("clock"), counted("self")].map(({ length }) => `${length}`),
    `${combinations.size}`,
  ];
}

/** Measured joints, or those that move or are held where nothing is measured; position; equipment. */
function combinationOf(exercise: Exercise): string {
  const joints =
    exercise.tracking === "camera"
      ? exercise.measures.map(({ motion }) => motion)
      : exercise.tracking === "self"
        ? jointsApart(exercise, 0, 0.5)
        : jointsApart(exercise, undefined, 0.5);
  return [exercise.position, [...exercise.equipment].sort(), [...joints].sort()].join(";");
}

/** Joints that differ between two moments; from the neutral position where the first is none. */
function jointsApart(exercise: Exercise, from: number | undefined, to: number): string[] {
  const side = exercise.sides.find((each) => each !== "both") ?? "left";
  const at = (phase: number | undefined) =>
    phase === undefined ? undefined : demonstrateExercise(exercise, { phase, side });
  const [a, b] = [at(from), at(to)!];
  const limbs = LIMB_JOINTS.filter((joint) =>
    (["left", "right"] as const).some(
      (limb) => Math.abs(b[limb][joint] - (a?.[limb][joint] ?? 0)) >= MOVES_FROM_DEGREES,
    ),
  );
  const trunk = TRUNK_JOINTS.filter((joint) => Math.abs(b.trunk[joint] - (a?.trunk[joint] ?? 0)) >= MOVES_FROM_DEGREES);
  return [...limbs, ...trunk];
}
