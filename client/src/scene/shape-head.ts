// The head's surface as a function of height and direction: face, hair, ears and glasses find their places on it.
import { boneIndex, measureAvatar } from "./avatar-bones.ts";
import type { AvatarLook } from "./avatar-looks.ts";
import type { Point } from "./body-geometry.ts";

/** Share of the way from chin to crown, half width, half depth and centre, in units of the head's height. */
export const SKULL: readonly (readonly [number, number, number, number])[] = [
  [0, 0.06, 0.05, 0.2],
  [0.025, 0.125, 0.1, 0.17],
  [0.08, 0.2, 0.185, 0.115],
  [0.17, 0.262, 0.275, 0.062],
  [0.28, 0.3, 0.345, 0.026],
  [0.4, 0.322, 0.382, 0.008],
  [0.52, 0.334, 0.4, -0.002],
  [0.64, 0.334, 0.402, -0.008],
  [0.76, 0.314, 0.38, -0.014],
  [0.86, 0.27, 0.33, -0.018],
  [0.935, 0.196, 0.245, -0.022],
  [0.98, 0.11, 0.14, -0.024],
  [1, 0.02, 0.02, -0.024],
];

export interface Head {
  /** A point of the head's surface, or `off` metres above it: share chin to crown, angle from the front towards the left. */
  surface: (share: number, radians: number, off?: number) => Point;
  /** The face at a place left of its middle. */
  face: (x: number, share: number, off?: number) => Point;
  size: number;
  bone: number;
}

export function shapeHead(look: AvatarLook): Head {
  const { headSize: size } = measureAvatar(look.build);
  const chin = look.build.statureMetres - size;
  const section = (share: number) => {
    const bounded = Math.max(0, Math.min(1, share));
    const above = Math.max(
      1,
      SKULL.findIndex(([s]) => s >= bounded),
    );
    const [low, high] = [SKULL[above - 1] as (typeof SKULL)[number], SKULL[above] as (typeof SKULL)[number]];
    const t = (bounded - low[0]) / (high[0] - low[0]);
    const between = (k: 1 | 2 | 3) => (low[k] + t * (high[k] - low[k])) * size;
    return { width: between(1), depth: between(2), centre: between(3) };
  };
  return {
    size,
    bone: boneIndex("Head"),
    surface: (share, radians, off = 0) => {
      const { width, depth, centre } = section(share);
      return [
        Math.sin(radians) * (width + off),
        chin + share * size + off * (share > 0.8 ? (share - 0.8) * 5 : 0),
        centre + Math.cos(radians) * (depth + off),
      ];
    },
    face: (x, share, off = 0) => {
      const { width, depth, centre } = section(share);
      return [x, chin + share * size, centre + depth * Math.sqrt(Math.max(0, 1 - (x / width) ** 2)) + off];
    },
  };
}
