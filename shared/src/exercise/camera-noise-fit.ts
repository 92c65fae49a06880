// Errors of the shipped pose models on 35 films of rendered figures (3357 frames of full); 0.6 % of the frames have the legs
// exchanged, 0.0 % the arms, and are left out for them. Made, not written:
// node client/e2e/figure/record-figures.ts FOLDER, then node client/e2e/figure/fit-camera-noise.ts FOLDER > shared/src/exercise/camera-noise-fit.ts
import type { LineName } from "./body-lines.ts";

type Axes = readonly [x: number, y: number, z: number];

/** What is seen of a line of the body = gain × the true one + bias + what stays with the person + drift + jitter; millimetres, axes of world landmarks. */
export interface LineError {
  readonly gain: Axes;
  readonly bias: Axes;
  /** Standard deviations. */
  readonly person: Axes;
  readonly drift: Axes;
  readonly jitter: Axes;
  /** Of the line's end: mean and standard deviation, 0…1. */
  readonly visibility: readonly [mean: number, deviation: number];
}

/** The body's turn, for a left limb: negative is the limb turned away from the camera. Central lines have the last three. */
export const KNOT_DEGREES = [-85, -45, 0, 45, 85];

/** What is seen lags as if smoothed with this time constant; drift has the correlation τ ÷ (τ + Δt). */
export const FITTED_TIMES = { lateMs: 20, driftMs: 865 };

export const FITTED_ERRORS: Readonly<Record<LineName, readonly LineError[]>> = {
  hips: [
    {
      gain: [0.92, 1, 1],
      bias: [-2, 0, 0],
      person: [13, 10, 10],
      drift: [6, 15, 7],
      jitter: [0.6, 0.5, 0.7],
      visibility: [1, 0],
    },
    {
      gain: [1, 1, 0.92],
      bias: [6, 4, 76],
      person: [7, 10, 19],
      drift: [9, 13, 16],
      jitter: [0.4, 0.3, 1.1],
      visibility: [1, 0],
    },
    {
      gain: [1.01, 1, 1.06],
      bias: [19, 4, 93],
      person: [18, 13, 15],
      drift: [26, 10, 9],
      jitter: [0.8, 0.5, 0.5],
      visibility: [1, 0],
    },
  ],
  trunk: [
    {
      gain: [0.96, 1.27, 0.62],
      bias: [0, 110, -143],
      person: [4, 33, 75],
      drift: [5, 20, 57],
      jitter: [0.8, 1.5, 9.4],
      visibility: [1, 0],
    },
    {
      gain: [1.08, 1.03, 0.8],
      bias: [2, -47, -119],
      person: [6, 29, 71],
      drift: [8, 18, 46],
      jitter: [0.8, 1.5, 4.4],
      visibility: [1, 0],
    },
    {
      gain: [1.15, 1.29, 0.88],
      bias: [4, 49, -67],
      person: [6, 32, 49],
      drift: [13, 20, 30],
      jitter: [1.2, 1.1, 2.6],
      visibility: [1, 0],
    },
  ],
  shoulders: [
    {
      gain: [0.98, 0.97, 0.59],
      bias: [-3, 0, 0],
      person: [8, 13, 27],
      drift: [11, 7, 13],
      jitter: [0.8, 0.8, 2.6],
      visibility: [1, 0],
    },
    {
      gain: [0.79, 0.93, 0.68],
      bias: [96, 4, 22],
      person: [19, 15, 44],
      drift: [12, 10, 26],
      jitter: [1, 1.1, 3.7],
      visibility: [1, 0],
    },
    {
      gain: [0.93, 0.61, 1.01],
      bias: [-6, 16, 37],
      person: [11, 13, 15],
      drift: [17, 17, 16],
      jitter: [1.9, 1, 1.8],
      visibility: [1, 0],
    },
  ],
  head: [
    {
      gain: [1.03, 1.04, 0.84],
      bias: [0, -25, -82],
      person: [15, 6, 13],
      drift: [4, 9, 16],
      jitter: [0.5, 0.8, 2],
      visibility: [1, 0],
    },
    {
      gain: [1.04, 1.03, 0.73],
      bias: [-7, -22, -66],
      person: [15, 7, 17],
      drift: [7, 7, 18],
      jitter: [0.6, 0.7, 1.4],
      visibility: [1, 0],
    },
    {
      gain: [1.03, 0.98, 0.82],
      bias: [-14, -31, -25],
      person: [19, 12, 8],
      drift: [9, 12, 12],
      jitter: [0.9, 0.6, 1],
      visibility: [1, 0],
    },
  ],
  upperArm: [
    {
      gain: [0.78, 1.36, 0.42],
      bias: [-1, -117, -5],
      person: [71, 77, 50],
      drift: [33, 55, 28],
      jitter: [3.2, 2.2, 2.3],
      visibility: [0.11, 0.07],
    },
    {
      gain: [0.9, 0.9, 0.6],
      bias: [-6, 28, 30],
      person: [30, 26, 66],
      drift: [17, 13, 26],
      jitter: [1, 1, 1.9],
      visibility: [0.79, 0.12],
    },
    {
      gain: [0.82, 0.94, 0.81],
      bias: [34, 1, 23],
      person: [24, 12, 54],
      drift: [15, 14, 36],
      jitter: [1, 1.2, 2.7],
      visibility: [0.98, 0.01],
    },
    {
      gain: [1.13, 1.11, 0.58],
      bias: [6, -36, 26],
      person: [18, 11, 31],
      drift: [12, 19, 31],
      jitter: [1, 1.6, 5.1],
      visibility: [0.99, 0.01],
    },
    {
      gain: [0.9, 1.12, 0.28],
      bias: [-28, -26, -6],
      person: [63, 13, 39],
      drift: [27, 48, 33],
      jitter: [1.7, 2.1, 3.1],
      visibility: [0.96, 0.04],
    },
  ],
  forearm: [
    {
      gain: [0.71, 0.95, 0.64],
      bias: [64, 28, -75],
      person: [25, 80, 26],
      drift: [38, 50, 38],
      jitter: [5.9, 7.9, 3.7],
      visibility: [0.16, 0.09],
    },
    {
      gain: [0.92, 1.02, 0.78],
      bias: [33, 42, -88],
      person: [14, 22, 36],
      drift: [19, 14, 28],
      jitter: [1.2, 1.1, 2.3],
      visibility: [0.81, 0.14],
    },
    {
      gain: [1.04, 1.07, 0.73],
      bias: [30, 40, -73],
      person: [22, 18, 51],
      drift: [15, 25, 27],
      jitter: [1.3, 1.9, 2.9],
      visibility: [0.91, 0.06],
    },
    {
      gain: [1.31, 1.13, 0.56],
      bias: [6, 25, -11],
      person: [26, 19, 19],
      drift: [21, 18, 38],
      jitter: [1.8, 2.6, 7.1],
      visibility: [0.95, 0.06],
    },
    {
      gain: [0.94, 1.04, 0.79],
      bias: [-19, 30, 82],
      person: [23, 27, 45],
      drift: [15, 27, 46],
      jitter: [3, 3.6, 7.8],
      visibility: [0.87, 0.16],
    },
  ],
  hand: [
    {
      gain: [0.44, 0.59, 0.29],
      bias: [2, -6, -9],
      person: [11, 21, 12],
      drift: [12, 13, 8],
      jitter: [2.3, 3, 1],
      visibility: [0.16, 0.08],
    },
    {
      gain: [0.61, 0.63, 0.34],
      bias: [-10, 6, -29],
      person: [7, 6, 11],
      drift: [4, 7, 10],
      jitter: [0.6, 0.6, 0.6],
      visibility: [0.75, 0.15],
    },
    {
      gain: [0.63, 0.63, 0.37],
      bias: [-3, 1, -26],
      person: [7, 6, 9],
      drift: [5, 8, 10],
      jitter: [0.6, 1, 1],
      visibility: [0.83, 0.08],
    },
    {
      gain: [0.67, 0.66, 0.34],
      bias: [-8, 6, -27],
      person: [8, 5, 13],
      drift: [7, 6, 10],
      jitter: [0.8, 0.9, 1.2],
      visibility: [0.91, 0.09],
    },
    {
      gain: [0.45, 0.61, 0.35],
      bias: [-7, 2, -28],
      person: [11, 9, 16],
      drift: [7, 16, 12],
      jitter: [1.2, 1.3, 1.1],
      visibility: [0.83, 0.19],
    },
  ],
  thigh: [
    {
      gain: [1.13, 1.34, 0.83],
      bias: [-24, -51, 66],
      person: [25, 22, 31],
      drift: [35, 20, 34],
      jitter: [2.8, 2, 4.5],
      visibility: [0.36, 0.12],
    },
    {
      gain: [1.16, 1.11, 0.93],
      bias: [-26, 39, 66],
      person: [18, 20, 21],
      drift: [17, 14, 34],
      jitter: [1.2, 1.1, 3],
      visibility: [0.94, 0.04],
    },
    {
      gain: [1.16, 0.66, 0.34],
      bias: [9, 133, -200],
      person: [17, 71, 98],
      drift: [15, 54, 78],
      jitter: [3.1, 14.3, 20.3],
      visibility: [0.98, 0.02],
    },
    {
      gain: [1.05, 0.93, 0.79],
      bias: [-10, 111, -41],
      person: [18, 18, 24],
      drift: [26, 22, 43],
      jitter: [1.6, 2.2, 3.5],
      visibility: [0.99, 0.02],
    },
    {
      gain: [1.03, 1.1, 0.57],
      bias: [-29, 56, 40],
      person: [10, 26, 19],
      drift: [18, 24, 35],
      jitter: [1.3, 1.2, 2.8],
      visibility: [0.94, 0.02],
    },
  ],
  shin: [
    {
      gain: [0.93, 0.86, 0.69],
      bias: [-4, 100, 93],
      person: [57, 12, 26],
      drift: [46, 16, 32],
      jitter: [4.3, 2, 4.7],
      visibility: [0.53, 0.13],
    },
    {
      gain: [1.08, 1.05, 0.82],
      bias: [3, 6, 118],
      person: [33, 23, 40],
      drift: [24, 12, 38],
      jitter: [1.2, 0.9, 3.9],
      visibility: [0.96, 0.03],
    },
    {
      gain: [1.05, 0.82, 0.52],
      bias: [16, 104, 122],
      person: [41, 24, 25],
      drift: [14, 27, 43],
      jitter: [2.6, 5.4, 10.9],
      visibility: [0.97, 0.08],
    },
    {
      gain: [1.12, 1.25, 0.67],
      bias: [21, -61, 55],
      person: [43, 17, 35],
      drift: [26, 20, 37],
      jitter: [1.7, 1.5, 5.2],
      visibility: [0.99, 0.01],
    },
    {
      gain: [0.94, 1.01, 0.54],
      bias: [20, 64, 44],
      person: [40, 17, 21],
      drift: [26, 19, 34],
      jitter: [2.6, 1.4, 5.3],
      visibility: [0.95, 0.03],
    },
  ],
  heel: [
    {
      gain: [0.97, 0.99, 0.96],
      bias: [80, -9, -6],
      person: [10, 3, 5],
      drift: [7, 3, 5],
      jitter: [0.7, 0.3, 0.5],
      visibility: [0.61, 0.1],
    },
    {
      gain: [0.95, 0.97, 0.93],
      bias: [58, -8, -42],
      person: [7, 4, 3],
      drift: [6, 6, 7],
      jitter: [0.2, 0.1, 0.5],
      visibility: [0.9, 0.05],
    },
    {
      gain: [0.99, 0.82, 0.84],
      bias: [4, 4, -54],
      person: [7, 12, 5],
      drift: [5, 4, 10],
      jitter: [0.3, 0.5, 1.2],
      visibility: [0.8, 0.11],
    },
    {
      gain: [0.96, 0.79, 0.92],
      bias: [-42, 6, -48],
      person: [8, 10, 6],
      drift: [6, 6, 7],
      jitter: [0.3, 0.2, 0.5],
      visibility: [0.89, 0.05],
    },
    {
      gain: [0.89, 0.97, 0.96],
      bias: [-59, -7, -8],
      person: [8, 5, 2],
      drift: [5, 7, 5],
      jitter: [0.6, 0.2, 0.6],
      visibility: [0.93, 0.06],
    },
  ],
  foot: [
    {
      gain: [0.96, 0.85, 1.02],
      bias: [-108, 26, -31],
      person: [9, 15, 8],
      drift: [12, 19, 16],
      jitter: [1.9, 1.5, 2.3],
      visibility: [0.69, 0.08],
    },
    {
      gain: [0.88, 0.74, 0.77],
      bias: [-31, 44, 38],
      person: [11, 8, 13],
      drift: [14, 16, 18],
      jitter: [1.4, 0.8, 1.1],
      visibility: [0.96, 0.03],
    },
    {
      gain: [0.95, 0.36, 0.63],
      bias: [17, 77, -5],
      person: [12, 15, 14],
      drift: [12, 11, 13],
      jitter: [1.7, 2.6, 2.8],
      visibility: [0.96, 0.07],
    },
    {
      gain: [0.72, 0.37, 0.83],
      bias: [77, 64, 6],
      person: [18, 15, 16],
      drift: [27, 11, 17],
      jitter: [2.3, 0.8, 1.2],
      visibility: [0.98, 0.01],
    },
    {
      gain: [0.66, 0.65, 0.63],
      bias: [30, 18, -80],
      person: [8, 9, 18],
      drift: [21, 16, 23],
      jitter: [2, 1.9, 1.8],
      visibility: [0.94, 0.04],
    },
  ],
};
