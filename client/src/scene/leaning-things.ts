// What a figure leans on, found where its hands or its back stay while it moves: a rail to hold, a wall before or behind it. Pure.
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import type { Point } from "./body-geometry.ts";
import { GRIP_METRES } from "./grip.ts";

/** One moment of the figure: wrists, hips, and the middle between the feet; metres, z forward. */
export interface LeaningMoment {
  readonly left: Point;
  readonly right: Point;
  readonly hips: Point;
  readonly feet: Point;
}

export interface Rail {
  readonly at: Point;
  readonly width: number;
}

export interface Leaning {
  readonly rail?: Rail;
  /** The wall's face; `facing` is 1 where the figure looks away from it. */
  readonly wall?: { readonly z: number; readonly facing: 1 | -1 };
}

/** Hands that hold on to something stay where they are. */
const STAYS_WITHIN_METRES = 0.07;
const RAIL_HEIGHTS = [0.6, 1.3] as const;
const BEFORE_HIPS_METRES = 0.15;
const BESIDE_HANDS_METRES = 0.25;
/** From the wrist to the heel of a hand that pushes, and from the hip joints to the back. */
const PUSH_METRES = 0.05;
const BACK_METRES = 0.15;
/** Whoever leans on a wall has the feet away from it. */
const FEET_AWAY_METRES = 0.18;
const HANDS_UP_FROM_METRES = 0.8;

export function findLeaning({ equipment }: Pick<Exercise, "equipment">, moments: readonly LeaningMoment[]): Leaning {
  const rail = equipment.includes("support") ? findRail(moments) : undefined;
  if (rail !== undefined) return { rail };
  const wall = equipment.includes("wall") ? findWall(moments) : undefined;
  return wall === undefined ? {} : { wall };
}

function findRail(moments: readonly LeaningMoment[]): Rail | undefined {
  const [left, right] = [moments.map((moment) => moment.left), moments.map((moment) => moment.right)];
  if (!staysPut(left) || !staysPut(right)) return undefined;
  const [a, b] = [left[0]!, right[0]!];
  const height = (a[1] + b[1]) / 2;
  const z = (a[2] + b[2]) / 2;
  if (height < RAIL_HEIGHTS[0] || height > RAIL_HEIGHTS[1]) return undefined;
  if (moments.some(({ hips }) => z - hips[2] < BEFORE_HIPS_METRES)) return undefined;
  return {
    at: [(a[0] + b[0]) / 2, height, z + GRIP_METRES],
    width: Math.abs(a[0] - b[0]) + 2 * BESIDE_HANDS_METRES,
  };
}

function findWall(moments: readonly LeaningMoment[]): Leaning["wall"] {
  const hands = moments.flatMap(({ left, right }) => [left, right]);
  const front = Math.max(...hands.map(([, , z]) => z));
  const areOnIt = hands.every(([, y, z]) => y > HANDS_UP_FROM_METRES && front - z < STAYS_WITHIN_METRES);
  if (areOnIt && moments.every(({ feet }) => front - feet[2] > FEET_AWAY_METRES)) {
    return { z: front + PUSH_METRES, facing: -1 };
  }
  const backs = moments.map(({ hips }) => hips[2]);
  const isBackOnIt = Math.max(...backs) - Math.min(...backs) < STAYS_WITHIN_METRES;
  if (isBackOnIt && moments.every(({ hips, feet }) => feet[2] - hips[2] > FEET_AWAY_METRES)) {
    return { z: Math.min(...backs) - BACK_METRES, facing: 1 };
  }
  return undefined;
}

function staysPut(points: readonly Point[]): boolean {
  return [0, 1, 2].every((k) => {
    const along = points.map((point) => point[k as 0 | 1 | 2]);
    return Math.max(...along) - Math.min(...along) < STAYS_WITHIN_METRES;
  });
}
