// Two people to put in front of a test's camera, as unlike as two people are: build, skin, hair, clothes, room.
import type { Rgb } from "./cast-shape.ts";

export interface Figure {
  statureMetres: number;
  /** 1 is average: thickness of limbs, and of the trunk. */
  limbs: number;
  trunk: number;
  skin: Rgb;
  hair: Rgb;
  shirt: Rgb;
  trousers: Rgb;
  shoes: Rgb;
  wall: Rgb;
  floor: Rgb;
  /** From where the pose model reads its knees best: turned with the right side towards the camera. */
  viewDegrees: number;
}

export const FIGURES = {
  slim: {
    statureMetres: 1.7,
    limbs: 1.04,
    trunk: 0.96,
    skin: [0.86, 0.66, 0.54],
    hair: [0.22, 0.14, 0.1],
    shirt: [0.72, 0.2, 0.2],
    trousers: [0.34, 0.4, 0.56],
    shoes: [0.3, 0.2, 0.18],
    wall: [0.8, 0.8, 0.76],
    floor: [0.6, 0.47, 0.35],
    viewDegrees: -75,
  },
  sturdy: {
    statureMetres: 1.78,
    limbs: 1.14,
    trunk: 1.16,
    skin: [0.5, 0.34, 0.25],
    hair: [0.08, 0.07, 0.07],
    shirt: [0.86, 0.84, 0.78],
    trousers: [0.36, 0.38, 0.4],
    shoes: [0.16, 0.16, 0.2],
    wall: [0.62, 0.7, 0.74],
    floor: [0.44, 0.42, 0.42],
    viewDegrees: -65,
  },
} as const satisfies Record<string, Figure>;

export type FigureName = keyof typeof FIGURES;
