// Errors of the shipped pose models on 17 films of rendered figures (1563 frames of full); 1.3 % of the frames have the legs
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
export const FITTED_TIMES = { lateMs: 20, driftMs: 779 };

export const FITTED_ERRORS: Readonly<Record<LineName, readonly LineError[]>> = {
  hips: [
    {
      gain: [0.89, 1, 1],
      bias: [8, 0, 0],
      person: [14, 5, 9],
      drift: [6, 16, 5],
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
      gain: [1.01, 1, 1.07],
      bias: [17, 4, 97],
      person: [23, 9, 13],
      drift: [20, 12, 10],
      jitter: [0.7, 0.3, 0.3],
      visibility: [1, 0],
    },
  ],
  trunk: [
    {
      gain: [0.95, 1.32, 0.64],
      bias: [0, 154, -179],
      person: [5, 19, 60],
      drift: [4, 24, 61],
      jitter: [0.7, 1.5, 8.5],
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
      gain: [1.13, 1.32, 1],
      bias: [6, 80, -85],
      person: [7, 19, 18],
      drift: [12, 21, 39],
      jitter: [1.2, 1.2, 2.9],
      visibility: [1, 0],
    },
  ],
  shoulders: [
    {
      gain: [0.98, 0.96, 1],
      bias: [-7, 0, 0],
      person: [5, 8, 26],
      drift: [12, 7, 10],
      jitter: [0.8, 0.7, 2],
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
      gain: [1, 1, 0.97],
      bias: [-7, 20, 21],
      person: [11, 12, 10],
      drift: [14, 12, 18],
      jitter: [1.4, 0.7, 1.4],
      visibility: [1, 0],
    },
  ],
  head: [
    {
      gain: [1.06, 1.05, 0.85],
      bias: [0, -25, -85],
      person: [15, 7, 10],
      drift: [4, 11, 20],
      jitter: [0.4, 0.6, 1.3],
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
      gain: [0.97, 1.01, 0.99],
      bias: [-19, -23, -27],
      person: [14, 3, 5],
      drift: [11, 10, 7],
      jitter: [1, 0.6, 1.1],
      visibility: [1, 0],
    },
  ],
  upperArm: [
    {
      gain: [1.04, 1.24, 0.56],
      bias: [-36, -56, 8],
      person: [32, 8, 17],
      drift: [14, 28, 27],
      jitter: [1.9, 1.5, 1.9],
      visibility: [0.11, 0.04],
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
      gain: [0.87, 0.95, 0.58],
      bias: [38, -1, 46],
      person: [16, 11, 29],
      drift: [18, 14, 45],
      jitter: [0.8, 1, 2.6],
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
      gain: [0.97, 1.13, 0.55],
      bias: [-4, -19, -12],
      person: [24, 7, 12],
      drift: [12, 23, 28],
      jitter: [1.6, 2.5, 3.1],
      visibility: [0.98, 0.03],
    },
  ],
  forearm: [
    {
      gain: [1.12, 1.32, 1.01],
      bias: [31, -37, -92],
      person: [10, 20, 17],
      drift: [14, 37, 42],
      jitter: [1.5, 1.7, 2.2],
      visibility: [0.17, 0.07],
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
      gain: [1.1, 1.18, 0.54],
      bias: [26, 15, -55],
      person: [9, 19, 22],
      drift: [13, 29, 29],
      jitter: [0.9, 1, 2.3],
      visibility: [0.89, 0.06],
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
      gain: [1.17, 1.21, 0.53],
      bias: [-9, -4, 59],
      person: [16, 11, 16],
      drift: [12, 26, 40],
      jitter: [1.1, 1.2, 8.4],
      visibility: [0.93, 0.11],
    },
  ],
  hand: [
    {
      gain: [0.59, 0.82, 0.5],
      bias: [-3, -37, -20],
      person: [3, 13, 14],
      drift: [15, 10, 10],
      jitter: [1.1, 0.9, 0.7],
      visibility: [0.17, 0.07],
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
      gain: [0.75, 0.75, 0.42],
      bias: [-9, -17, -25],
      person: [7, 5, 9],
      drift: [7, 10, 12],
      jitter: [0.5, 0.7, 0.9],
      visibility: [0.81, 0.09],
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
      gain: [0.57, 0.81, 0.3],
      bias: [-6, -28, -29],
      person: [6, 7, 16],
      drift: [11, 13, 14],
      jitter: [0.6, 0.9, 1],
      visibility: [0.9, 0.13],
    },
  ],
  thigh: [
    {
      gain: [1.12, 1.32, 0.98],
      bias: [-22, -48, 65],
      person: [18, 10, 35],
      drift: [30, 18, 32],
      jitter: [1.7, 2, 2.5],
      visibility: [0.37, 0.13],
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
      gain: [1.17, 0.75, 0.53],
      bias: [7, 103, -185],
      person: [10, 52, 77],
      drift: [16, 52, 70],
      jitter: [2.4, 11, 20.9],
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
      gain: [1.06, 1.15, 1.15],
      bias: [-25, 24, 51],
      person: [13, 6, 11],
      drift: [21, 14, 20],
      jitter: [1.5, 1.5, 2],
      visibility: [0.94, 0.02],
    },
  ],
  shin: [
    {
      gain: [1.08, 0.95, 1.18],
      bias: [-9, 58, 98],
      person: [55, 9, 23],
      drift: [25, 15, 27],
      jitter: [2.7, 1.9, 3.3],
      visibility: [0.53, 0.12],
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
      gain: [0.98, 0.63, 0.55],
      bias: [17, 181, 122],
      person: [40, 17, 17],
      drift: [13, 17, 43],
      jitter: [1.9, 3.6, 10.9],
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
      gain: [0.97, 1.16, 0.98],
      bias: [16, -12, 57],
      person: [37, 6, 6],
      drift: [31, 13, 20],
      jitter: [3, 1.5, 4],
      visibility: [0.96, 0.03],
    },
  ],
  heel: [
    {
      gain: [0.96, 0.99, 0.99],
      bias: [75, -11, -3],
      person: [10, 1, 6],
      drift: [7, 4, 4],
      jitter: [0.6, 0.3, 0.4],
      visibility: [0.62, 0.1],
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
      gain: [0.99, 0.97, 0.74],
      bias: [4, -9, -46],
      person: [6, 3, 6],
      drift: [3, 6, 12],
      jitter: [0.3, 0.4, 1.4],
      visibility: [0.81, 0.09],
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
      gain: [0.81, 0.94, 1],
      bias: [-51, -9, -9],
      person: [8, 5, 1],
      drift: [6, 10, 3],
      jitter: [0.7, 0.2, 0.5],
      visibility: [0.94, 0.05],
    },
  ],
  foot: [
    {
      gain: [0.92, 0.84, 1.15],
      bias: [-103, 31, -31],
      person: [8, 15, 8],
      drift: [14, 22, 15],
      jitter: [1.6, 1.4, 1.2],
      visibility: [0.68, 0.08],
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
      gain: [0.98, 0.44, 0.47],
      bias: [13, 81, -48],
      person: [10, 5, 13],
      drift: [8, 13, 12],
      jitter: [1.9, 2.8, 2.5],
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
      gain: [0.48, 0.55, 0.61],
      bias: [-18, 18, -77],
      person: [6, 8, 22],
      drift: [23, 19, 26],
      jitter: [1.7, 1.6, 2.2],
      visibility: [0.95, 0.04],
    },
  ],
};
