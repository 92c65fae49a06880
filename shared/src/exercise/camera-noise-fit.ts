// Errors of the shipped pose models on 19 films of rendered figures (1809 frames of full); 1.1 % of the frames have the legs
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
export const FITTED_TIMES = { lateMs: 20, driftMs: 863 };

export const FITTED_ERRORS: Readonly<Record<LineName, readonly LineError[]>> = {
  hips: [
    {
      gain: [0.9, 1, 1],
      bias: [5, 0, 0],
      person: [13, 5, 9],
      drift: [6, 15, 6],
      jitter: [0.7, 0.5, 0.5],
      visibility: [1, 0],
    },
    {
      gain: [1.01, 1, 0.92],
      bias: [-1, 6, 70],
      person: [3, 10, 20],
      drift: [9, 15, 17],
      jitter: [0.4, 0.3, 0.7],
      visibility: [1, 0],
    },
    {
      gain: [1.01, 1, 1.08],
      bias: [20, 2, 97],
      person: [21, 9, 12],
      drift: [17, 11, 10],
      jitter: [0.7, 0.3, 0.4],
      visibility: [1, 0],
    },
  ],
  trunk: [
    {
      gain: [0.95, 1.17, 0.49],
      bias: [0, 71, -162],
      person: [4, 26, 67],
      drift: [5, 23, 64],
      jitter: [0.8, 1.5, 8.5],
      visibility: [1, 0],
    },
    {
      gain: [1.08, 1.05, 0.66],
      bias: [-1, -23, -160],
      person: [3, 13, 24],
      drift: [9, 22, 53],
      jitter: [0.6, 1.8, 4.8],
      visibility: [1, 0],
    },
    {
      gain: [1.13, 1.25, 0.84],
      bias: [5, 43, -88],
      person: [6, 18, 17],
      drift: [11, 23, 37],
      jitter: [1.4, 1.2, 3],
      visibility: [1, 0],
    },
  ],
  shoulders: [
    {
      gain: [0.99, 0.96, 1],
      bias: [-13, 0, 0],
      person: [5, 8, 24],
      drift: [11, 7, 10],
      jitter: [0.8, 0.9, 2],
      visibility: [1, 0],
    },
    {
      gain: [0.99, 0.9, 0.77],
      bias: [27, 9, 49],
      person: [9, 6, 36],
      drift: [10, 10, 32],
      jitter: [0.8, 1.3, 3.2],
      visibility: [1, 0],
    },
    {
      gain: [1, 0.49, 0.93],
      bias: [-6, 18, 3],
      person: [10, 11, 9],
      drift: [14, 16, 19],
      jitter: [1.5, 0.8, 1.5],
      visibility: [1, 0],
    },
  ],
  head: [
    {
      gain: [1.05, 1.07, 0.76],
      bias: [0, -19, -85],
      person: [14, 7, 9],
      drift: [4, 11, 19],
      jitter: [0.4, 0.6, 1.8],
      visibility: [1, 0],
    },
    {
      gain: [1.05, 1.05, 0.64],
      bias: [-7, -14, -73],
      person: [15, 7, 12],
      drift: [7, 8, 21],
      jitter: [0.5, 0.9, 1.3],
      visibility: [1, 0],
    },
    {
      gain: [0.99, 1.01, 0.72],
      bias: [-16, -25, -27],
      person: [14, 3, 5],
      drift: [10, 10, 13],
      jitter: [1, 0.6, 1.1],
      visibility: [1, 0],
    },
  ],
  upperArm: [
    {
      gain: [1.08, 1.21, 0.49],
      bias: [-47, -52, 6],
      person: [32, 9, 17],
      drift: [13, 27, 29],
      jitter: [2, 1.4, 2],
      visibility: [0.1, 0.05],
    },
    {
      gain: [1.05, 0.92, 0.45],
      bias: [-11, 26, 70],
      person: [16, 18, 14],
      drift: [14, 16, 24],
      jitter: [0.6, 0.6, 1.9],
      visibility: [0.85, 0.09],
    },
    {
      gain: [0.86, 0.94, 0.74],
      bias: [44, -2, 34],
      person: [16, 12, 45],
      drift: [17, 13, 42],
      jitter: [0.9, 1.2, 2.6],
      visibility: [0.98, 0.01],
    },
    {
      gain: [1.06, 1.08, 0.71],
      bias: [17, -22, 34],
      person: [15, 10, 27],
      drift: [12, 15, 33],
      jitter: [0.9, 0.6, 1.3],
      visibility: [0.99, 0],
    },
    {
      gain: [1, 1.13, 0.54],
      bias: [4, -19, -13],
      person: [24, 6, 10],
      drift: [12, 21, 27],
      jitter: [1.7, 2.3, 2.9],
      visibility: [0.97, 0.03],
    },
  ],
  forearm: [
    {
      gain: [1.08, 1.29, 0.89],
      bias: [38, -33, -93],
      person: [11, 19, 15],
      drift: [13, 33, 43],
      jitter: [1.5, 1.6, 2.1],
      visibility: [0.15, 0.07],
    },
    {
      gain: [1.2, 1.09, 0.57],
      bias: [8, 23, -85],
      person: [11, 12, 12],
      drift: [15, 11, 34],
      jitter: [1, 0.9, 2.2],
      visibility: [0.85, 0.12],
    },
    {
      gain: [1.12, 1.04, 0.93],
      bias: [23, 49, -39],
      person: [10, 19, 35],
      drift: [13, 31, 33],
      jitter: [1.4, 2.1, 2.3],
      visibility: [0.9, 0.06],
    },
    {
      gain: [1.49, 1.27, 0.34],
      bias: [8, -3, -30],
      person: [16, 7, 10],
      drift: [18, 17, 18],
      jitter: [0.8, 1.2, 1.7],
      visibility: [0.96, 0.03],
    },
    {
      gain: [1.15, 1.19, 0.6],
      bias: [-12, 0, 60],
      person: [14, 10, 16],
      drift: [11, 25, 39],
      jitter: [1.1, 1.2, 7.6],
      visibility: [0.92, 0.11],
    },
  ],
  hand: [
    {
      gain: [0.59, 0.85, 0.49],
      bias: [1, -38, -22],
      person: [7, 13, 13],
      drift: [13, 10, 12],
      jitter: [1.2, 0.9, 0.6],
      visibility: [0.15, 0.07],
    },
    {
      gain: [0.78, 0.75, 0.43],
      bias: [-20, -13, -33],
      person: [4, 7, 11],
      drift: [7, 9, 15],
      jitter: [0.5, 0.6, 0.7],
      visibility: [0.81, 0.13],
    },
    {
      gain: [0.77, 0.64, 0.36],
      bias: [-9, 0, -25],
      person: [6, 6, 8],
      drift: [7, 9, 10],
      jitter: [0.6, 1.2, 0.9],
      visibility: [0.83, 0.09],
    },
    {
      gain: [0.79, 0.78, 0.48],
      bias: [-9, -13, -24],
      person: [6, 6, 8],
      drift: [8, 7, 14],
      jitter: [0.3, 0.7, 0.5],
      visibility: [0.93, 0.04],
    },
    {
      gain: [0.58, 0.81, 0.34],
      bias: [-8, -29, -27],
      person: [7, 7, 15],
      drift: [10, 12, 14],
      jitter: [0.6, 0.9, 1],
      visibility: [0.88, 0.13],
    },
  ],
  thigh: [
    {
      gain: [1.13, 1.31, 0.99],
      bias: [-26, -47, 63],
      person: [17, 9, 32],
      drift: [27, 16, 36],
      jitter: [1.8, 1.7, 2.5],
      visibility: [0.36, 0.12],
    },
    {
      gain: [1.09, 1.09, 1.03],
      bias: [-20, 42, 68],
      person: [10, 5, 17],
      drift: [16, 12, 30],
      jitter: [1.1, 1.2, 2.8],
      visibility: [0.94, 0.04],
    },
    {
      gain: [1.21, 0.73, 0.51],
      bias: [8, 119, -171],
      person: [13, 52, 77],
      drift: [16, 48, 66],
      jitter: [2.3, 10.2, 19.3],
      visibility: [0.99, 0.01],
    },
    {
      gain: [1.02, 0.97, 0.98],
      bias: [-22, 91, -32],
      person: [15, 10, 10],
      drift: [26, 22, 35],
      jitter: [1.8, 2.8, 2.3],
      visibility: [0.99, 0.02],
    },
    {
      gain: [1.06, 1.14, 1.16],
      bias: [-27, 25, 54],
      person: [12, 6, 11],
      drift: [19, 13, 28],
      jitter: [1.4, 1.4, 1.9],
      visibility: [0.94, 0.02],
    },
  ],
  shin: [
    {
      gain: [1.14, 0.91, 1.14],
      bias: [8, 69, 98],
      person: [55, 10, 21],
      drift: [24, 16, 32],
      jitter: [3, 1.8, 3.4],
      visibility: [0.52, 0.11],
    },
    {
      gain: [1.21, 0.98, 0.94],
      bias: [9, 38, 106],
      person: [28, 26, 44],
      drift: [25, 10, 44],
      jitter: [1.2, 0.9, 4.3],
      visibility: [0.96, 0.03],
    },
    {
      gain: [1.04, 0.75, 0.57],
      bias: [15, 129, 127],
      person: [39, 21, 18],
      drift: [16, 18, 43],
      jitter: [1.9, 3.4, 9.9],
      visibility: [0.98, 0.01],
    },
    {
      gain: [1.05, 0.98, 0.55],
      bias: [19, 47, 42],
      person: [39, 4, 18],
      drift: [21, 18, 39],
      jitter: [1.6, 1.7, 5.3],
      visibility: [0.99, 0.01],
    },
    {
      gain: [0.97, 1.13, 0.99],
      bias: [8, -1, 60],
      person: [36, 7, 8],
      drift: [28, 14, 29],
      jitter: [3.3, 1.4, 4],
      visibility: [0.95, 0.03],
    },
  ],
  heel: [
    {
      gain: [0.96, 0.99, 0.99],
      bias: [78, -11, -4],
      person: [11, 1, 6],
      drift: [6, 4, 4],
      jitter: [0.6, 0.2, 0.4],
      visibility: [0.6, 0.09],
    },
    {
      gain: [0.91, 0.95, 0.91],
      bias: [55, -8, -40],
      person: [7, 5, 1],
      drift: [5, 9, 8],
      jitter: [0.2, 0.1, 0.5],
      visibility: [0.9, 0.05],
    },
    {
      gain: [0.98, 0.97, 0.78],
      bias: [4, -9, -48],
      person: [6, 3, 6],
      drift: [6, 5, 11],
      jitter: [0.3, 0.4, 1.3],
      visibility: [0.82, 0.08],
    },
    {
      gain: [0.9, 0.94, 0.86],
      bias: [-39, -9, -46],
      person: [9, 4, 4],
      drift: [6, 9, 9],
      jitter: [0.3, 0.1, 0.5],
      visibility: [0.9, 0.06],
    },
    {
      gain: [0.83, 0.95, 1],
      bias: [-55, -9, -8],
      person: [9, 5, 1],
      drift: [6, 9, 3],
      jitter: [0.7, 0.2, 0.5],
      visibility: [0.92, 0.06],
    },
  ],
  foot: [
    {
      gain: [0.93, 0.86, 1.12],
      bias: [-107, 28, -32],
      person: [7, 14, 7],
      drift: [14, 20, 13],
      jitter: [1.6, 1.4, 1.2],
      visibility: [0.67, 0.07],
    },
    {
      gain: [0.81, 0.67, 0.66],
      bias: [-24, 47, 19],
      person: [6, 6, 15],
      drift: [15, 15, 20],
      jitter: [1.2, 0.7, 1.1],
      visibility: [0.96, 0.03],
    },
    {
      gain: [0.94, 0.49, 0.54],
      bias: [16, 78, -27],
      person: [11, 8, 15],
      drift: [11, 15, 13],
      jitter: [1.8, 2.6, 2.3],
      visibility: [0.97, 0.01],
    },
    {
      gain: [0.53, 0.55, 0.57],
      bias: [37, 71, -41],
      person: [14, 9, 13],
      drift: [26, 15, 15],
      jitter: [2, 0.8, 1],
      visibility: [0.98, 0.01],
    },
    {
      gain: [0.53, 0.57, 0.67],
      bias: [-4, 17, -79],
      person: [6, 8, 22],
      drift: [22, 17, 23],
      jitter: [1.7, 1.7, 2],
      visibility: [0.93, 0.04],
    },
  ],
};
