// Errors of the shipped pose models on 11 films of rendered figures (978 frames of full); 2.0 % of the frames have the legs
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
export const FITTED_TIMES = { lateMs: 0, driftMs: 705 };

export const FITTED_ERRORS: Readonly<Record<LineName, readonly LineError[]>> = {
  hips: [
    {
      gain: [0.88, 1, 1],
      bias: [11, 0, 0],
      person: [14, 6, 10],
      drift: [6, 10, 5],
      jitter: [0.8, 0.5, 0.5],
      visibility: [1, 0],
    },
    {
      gain: [1.01, 1, 0.88],
      bias: [0, 7, 70],
      person: [3, 10, 22],
      drift: [11, 12, 16],
      jitter: [0.3, 0.2, 0.5],
      visibility: [1, 0],
    },
    {
      gain: [1.01, 1, 1.09],
      bias: [4, 2, 111],
      person: [21, 8, 15],
      drift: [19, 15, 12],
      jitter: [0.8, 0.2, 0.4],
      visibility: [1, 0],
    },
  ],
  trunk: [
    {
      gain: [1, 1.24, 0.68],
      bias: [0, 108, -158],
      person: [5, 17, 56],
      drift: [4, 29, 70],
      jitter: [0.6, 1.6, 10],
      visibility: [1, 0],
    },
    {
      gain: [1.1, 1, 0.66],
      bias: [0, -58, -151],
      person: [4, 4, 16],
      drift: [8, 23, 62],
      jitter: [0.6, 1.7, 4.7],
      visibility: [1, 0],
    },
    {
      gain: [1.16, 1.31, 0.99],
      bias: [8, 62, -94],
      person: [5, 17, 18],
      drift: [10, 23, 36],
      jitter: [1.1, 0.7, 3.1],
      visibility: [1, 0],
    },
  ],
  shoulders: [
    {
      gain: [0.98, 1, 1],
      bias: [-5, 0, 0],
      person: [4, 6, 25],
      drift: [14, 6, 11],
      jitter: [0.8, 0.7, 2.3],
      visibility: [1, 0],
    },
    {
      gain: [0.97, 1, 0.73],
      bias: [33, 7, 45],
      person: [10, 2, 43],
      drift: [11, 9, 36],
      jitter: [0.9, 1.1, 2.7],
      visibility: [1, 0],
    },
    {
      gain: [1, 1, 0.98],
      bias: [-15, 23, 31],
      person: [4, 9, 5],
      drift: [11, 8, 21],
      jitter: [1.5, 0.7, 1.3],
      visibility: [1, 0],
    },
  ],
  head: [
    {
      gain: [1, 1.03, 0.91],
      bias: [0, -28, -84],
      person: [16, 5, 9],
      drift: [4, 13, 25],
      jitter: [0.3, 0.6, 1.5],
      visibility: [1, 0],
    },
    {
      gain: [0.98, 1.05, 0.78],
      bias: [-9, -13, -70],
      person: [16, 7, 9],
      drift: [8, 8, 25],
      jitter: [0.5, 0.7, 1.4],
      visibility: [1, 0],
    },
    {
      gain: [0.87, 1.01, 1],
      bias: [-24, -22, -28],
      person: [10, 4, 2],
      drift: [9, 11, 7],
      jitter: [0.7, 0.4, 1.1],
      visibility: [1, 0],
    },
  ],
  upperArm: [
    {
      gain: [1.12, 1.4, 0.55],
      bias: [-35, -100, 5],
      person: [37, 4, 18],
      drift: [15, 28, 31],
      jitter: [1.6, 1.3, 1.8],
      visibility: [0.1, 0.03],
    },
    {
      gain: [1.03, 0.93, 0.45],
      bias: [-7, 29, 70],
      person: [18, 18, 17],
      drift: [17, 19, 27],
      jitter: [0.6, 0.7, 1.3],
      visibility: [0.84, 0.1],
    },
    {
      gain: [0.82, 0.95, 0.56],
      bias: [43, 0, 47],
      person: [16, 10, 31],
      drift: [22, 17, 57],
      jitter: [0.9, 1.1, 3.1],
      visibility: [0.99, 0.01],
    },
    {
      gain: [1.05, 1.08, 0.77],
      bias: [16, -21, 44],
      person: [15, 11, 28],
      drift: [11, 18, 36],
      jitter: [0.9, 0.5, 1.5],
      visibility: [0.99, 0],
    },
    {
      gain: [1.09, 1.21, 0.53],
      bias: [-4, -45, -10],
      person: [24, 8, 12],
      drift: [16, 25, 29],
      jitter: [1.7, 2.8, 4],
      visibility: [0.97, 0.04],
    },
  ],
  forearm: [
    {
      gain: [1.01, 1.54, 1.01],
      bias: [35, -86, -90],
      person: [5, 22, 21],
      drift: [13, 37, 51],
      jitter: [1.4, 1.6, 2.8],
      visibility: [0.14, 0.05],
    },
    {
      gain: [1.27, 1.1, 0.56],
      bias: [6, 23, -81],
      person: [11, 12, 11],
      drift: [16, 12, 40],
      jitter: [0.9, 0.9, 2.3],
      visibility: [0.84, 0.13],
    },
    {
      gain: [1.08, 1.22, 0.6],
      bias: [29, 5, -58],
      person: [8, 18, 21],
      drift: [16, 34, 35],
      jitter: [0.8, 1.1, 2.5],
      visibility: [0.91, 0.05],
    },
    {
      gain: [1.64, 1.29, 0.36],
      bias: [7, -10, -31],
      person: [5, 8, 7],
      drift: [16, 19, 20],
      jitter: [0.9, 1.1, 1.9],
      visibility: [0.96, 0.03],
    },
    {
      gain: [1.06, 1.39, 0.47],
      bias: [-13, -48, 53],
      person: [13, 9, 16],
      drift: [13, 26, 43],
      jitter: [0.9, 1.1, 10.6],
      visibility: [0.92, 0.14],
    },
  ],
  hand: [
    {
      gain: [0.68, 0.77, 0.42],
      bias: [-6, -28, -19],
      person: [5, 15, 15],
      drift: [15, 9, 10],
      jitter: [1, 0.7, 0.8],
      visibility: [0.14, 0.05],
    },
    {
      gain: [0.76, 0.72, 0.41],
      bias: [-20, -6, -32],
      person: [3, 5, 9],
      drift: [7, 9, 16],
      jitter: [0.5, 0.5, 0.7],
      visibility: [0.8, 0.14],
    },
    {
      gain: [0.72, 0.73, 0.38],
      bias: [-9, -14, -26],
      person: [6, 5, 7],
      drift: [8, 10, 12],
      jitter: [0.5, 0.8, 1],
      visibility: [0.83, 0.07],
    },
    {
      gain: [0.8, 0.76, 0.44],
      bias: [-9, -8, -22],
      person: [3, 4, 7],
      drift: [9, 6, 15],
      jitter: [0.3, 0.5, 0.5],
      visibility: [0.93, 0.04],
    },
    {
      gain: [0.62, 0.77, 0.16],
      bias: [-6, -19, -33],
      person: [8, 6, 16],
      drift: [11, 13, 13],
      jitter: [0.5, 0.9, 1.3],
      visibility: [0.9, 0.16],
    },
  ],
  thigh: [
    {
      gain: [0.97, 1.27, 1.05],
      bias: [-11, -28, 85],
      person: [16, 13, 33],
      drift: [33, 18, 20],
      jitter: [1.5, 0.6, 2.5],
      visibility: [0.37, 0.15],
    },
    {
      gain: [1.1, 1.1, 1.04],
      bias: [-23, 38, 64],
      person: [12, 4, 20],
      drift: [16, 15, 31],
      jitter: [1, 0.8, 2.8],
      visibility: [0.93, 0.05],
    },
    {
      gain: [1.19, 0.85, 0.45],
      bias: [5, 48, -209],
      person: [11, 58, 89],
      drift: [17, 59, 68],
      jitter: [2.5, 13.1, 23.7],
      visibility: [0.99, 0.01],
    },
    {
      gain: [0.85, 0.97, 0.92],
      bias: [-23, 94, -35],
      person: [12, 11, 9],
      drift: [18, 22, 39],
      jitter: [1.4, 0.8, 2.3],
      visibility: [0.98, 0.02],
    },
    {
      gain: [1, 1.13, 0.93],
      bias: [-31, 35, 54],
      person: [14, 8, 6],
      drift: [22, 11, 20],
      jitter: [0.7, 0.9, 1.8],
      visibility: [0.94, 0.02],
    },
  ],
  shin: [
    {
      gain: [0.91, 0.97, 1.25],
      bias: [-18, 52, 105],
      person: [54, 10, 27],
      drift: [26, 17, 28],
      jitter: [2.5, 0.8, 3.4],
      visibility: [0.55, 0.14],
    },
    {
      gain: [1.24, 0.94, 1.05],
      bias: [2, 54, 112],
      person: [33, 25, 31],
      drift: [27, 11, 39],
      jitter: [1, 0.9, 3.6],
      visibility: [0.96, 0.03],
    },
    {
      gain: [0.98, 0.58, 0.48],
      bias: [17, 206, 112],
      person: [40, 14, 13],
      drift: [15, 16, 45],
      jitter: [2, 3.7, 12.3],
      visibility: [0.98, 0.01],
    },
    {
      gain: [0.97, 0.96, 0.55],
      bias: [18, 55, 49],
      person: [34, 2, 20],
      drift: [24, 15, 34],
      jitter: [1.5, 1, 3.2],
      visibility: [0.99, 0.02],
    },
    {
      gain: [1.01, 1.21, 0.92],
      bias: [33, -25, 53],
      person: [39, 5, 5],
      drift: [31, 13, 21],
      jitter: [2.4, 1.1, 3.4],
      visibility: [0.96, 0.03],
    },
  ],
  heel: [
    {
      gain: [0.94, 0.98, 1],
      bias: [75, -10, -3],
      person: [8, 1, 7],
      drift: [8, 4, 4],
      jitter: [0.5, 0.2, 0.4],
      visibility: [0.63, 0.11],
    },
    {
      gain: [0.87, 0.92, 0.86],
      bias: [52, -8, -38],
      person: [8, 4, 1],
      drift: [6, 11, 9],
      jitter: [0.2, 0.1, 0.4],
      visibility: [0.89, 0.06],
    },
    {
      gain: [1, 0.95, 0.65],
      bias: [3, -9, -40],
      person: [6, 3, 6],
      drift: [3, 7, 13],
      jitter: [0.3, 0.5, 1.6],
      visibility: [0.81, 0.08],
    },
    {
      gain: [0.86, 0.91, 0.8],
      bias: [-37, -8, -42],
      person: [8, 5, 5],
      drift: [7, 11, 9],
      jitter: [0.2, 0.1, 0.3],
      visibility: [0.89, 0.06],
    },
    {
      gain: [0.75, 0.9, 0.99],
      bias: [-46, -8, -9],
      person: [8, 6, 0],
      drift: [7, 13, 3],
      jitter: [0.5, 0.1, 0.4],
      visibility: [0.94, 0.05],
    },
  ],
  foot: [
    {
      gain: [0.9, 0.75, 1.14],
      bias: [-94, 24, -31],
      person: [5, 9, 7],
      drift: [14, 22, 16],
      jitter: [1.6, 0.8, 1.2],
      visibility: [0.7, 0.09],
    },
    {
      gain: [0.73, 0.62, 0.53],
      bias: [-7, 45, -8],
      person: [4, 6, 17],
      drift: [16, 15, 21],
      jitter: [1.2, 0.7, 1.1],
      visibility: [0.96, 0.03],
    },
    {
      gain: [1, 0.37, 0.38],
      bias: [12, 80, -77],
      person: [10, 5, 14],
      drift: [8, 14, 12],
      jitter: [2.1, 3.4, 2.8],
      visibility: [0.97, 0.01],
    },
    {
      gain: [0.42, 0.5, 0.53],
      bias: [22, 71, -52],
      person: [6, 10, 8],
      drift: [26, 12, 16],
      jitter: [1.4, 0.6, 0.9],
      visibility: [0.98, 0.02],
    },
    {
      gain: [0.39, 0.48, 0.77],
      bias: [-42, 15, -80],
      person: [4, 5, 11],
      drift: [21, 15, 25],
      jitter: [1.6, 1, 1],
      visibility: [0.95, 0.03],
    },
  ],
};
