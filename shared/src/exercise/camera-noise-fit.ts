// Errors of the shipped pose models on 27 films of rendered figures (2646 frames of full); 0.8 % of the frames have the legs
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
export const FITTED_TIMES = { lateMs: 20, driftMs: 1033 };

export const FITTED_ERRORS: Readonly<Record<LineName, readonly LineError[]>> = {
  hips: [
    {
      gain: [0.9, 1, 1],
      bias: [3, 0, 0],
      person: [13, 5, 9],
      drift: [6, 15, 6],
      jitter: [0.6, 0.4, 0.4],
      visibility: [1, 0],
    },
    {
      gain: [1.01, 1, 0.93],
      bias: [4, 7, 81],
      person: [8, 9, 19],
      drift: [9, 13, 16],
      jitter: [0.4, 0.3, 1.2],
      visibility: [1, 0],
    },
    {
      gain: [1.01, 1, 1.08],
      bias: [18, 6, 94],
      person: [19, 13, 15],
      drift: [18, 10, 9],
      jitter: [0.9, 0.5, 0.5],
      visibility: [1, 0],
    },
  ],
  trunk: [
    {
      gain: [0.95, 1.25, 0.5],
      bias: [0, 103, -163],
      person: [4, 34, 61],
      drift: [5, 22, 64],
      jitter: [0.7, 1.4, 8.1],
      visibility: [1, 0],
    },
    {
      gain: [1.08, 1.04, 0.71],
      bias: [0, -37, -135],
      person: [3, 30, 62],
      drift: [8, 20, 50],
      jitter: [0.6, 1.6, 4.9],
      visibility: [1, 0],
    },
    {
      gain: [1.15, 1.29, 0.86],
      bias: [3, 51, -79],
      person: [6, 34, 39],
      drift: [11, 22, 32],
      jitter: [1.2, 1.1, 2.7],
      visibility: [1, 0],
    },
  ],
  shoulders: [
    {
      gain: [1, 0.97, 1],
      bias: [-18, 0, 0],
      person: [5, 14, 26],
      drift: [10, 7, 9],
      jitter: [0.7, 0.8, 2],
      visibility: [1, 0],
    },
    {
      gain: [0.97, 0.92, 0.84],
      bias: [40, 4, 80],
      person: [19, 15, 37],
      drift: [10, 10, 28],
      jitter: [0.9, 1.2, 4],
      visibility: [1, 0],
    },
    {
      gain: [1, 0.57, 1],
      bias: [-11, 19, 32],
      person: [11, 13, 16],
      drift: [16, 16, 17],
      jitter: [2, 1.1, 1.6],
      visibility: [1, 0],
    },
  ],
  head: [
    {
      gain: [1.04, 1.05, 0.79],
      bias: [0, -22, -85],
      person: [14, 6, 10],
      drift: [3, 10, 18],
      jitter: [0.4, 0.6, 1.7],
      visibility: [1, 0],
    },
    {
      gain: [1.04, 1.04, 0.66],
      bias: [-9, -18, -70],
      person: [15, 6, 14],
      drift: [6, 7, 18],
      jitter: [0.6, 0.8, 1.4],
      visibility: [1, 0],
    },
    {
      gain: [1.02, 0.95, 0.79],
      bias: [-17, -34, -26],
      person: [18, 12, 8],
      drift: [9, 12, 12],
      jitter: [1, 0.6, 1.1],
      visibility: [1, 0],
    },
  ],
  upperArm: [
    {
      gain: [0.81, 1.37, 0.33],
      bias: [-2, -123, 16],
      person: [79, 84, 23],
      drift: [34, 61, 31],
      jitter: [3.4, 2.4, 2.3],
      visibility: [0.09, 0.04],
    },
    {
      gain: [1.04, 0.88, 0.36],
      bias: [-7, 36, 51],
      person: [27, 26, 45],
      drift: [12, 13, 24],
      jitter: [0.9, 0.9, 2.1],
      visibility: [0.82, 0.09],
    },
    {
      gain: [0.79, 0.93, 0.64],
      bias: [42, 2, 23],
      person: [20, 13, 55],
      drift: [17, 16, 37],
      jitter: [0.9, 1.1, 2.7],
      visibility: [0.98, 0.01],
    },
    {
      gain: [1.1, 1.11, 0.59],
      bias: [7, -34, 22],
      person: [18, 10, 34],
      drift: [12, 21, 33],
      jitter: [1, 1.8, 5.8],
      visibility: [0.99, 0.01],
    },
    {
      gain: [0.96, 1.12, 0.24],
      bias: [-30, -25, -19],
      person: [69, 11, 26],
      drift: [27, 53, 36],
      jitter: [1.8, 2.3, 3.3],
      visibility: [0.97, 0.03],
    },
  ],
  forearm: [
    {
      gain: [0.78, 0.88, 0.56],
      bias: [50, 41, -73],
      person: [23, 87, 24],
      drift: [37, 55, 40],
      jitter: [6.4, 8.5, 3.5],
      visibility: [0.13, 0.07],
    },
    {
      gain: [1.03, 0.95, 0.73],
      bias: [20, 61, -85],
      person: [13, 18, 37],
      drift: [15, 15, 29],
      jitter: [1.2, 1.1, 2.6],
      visibility: [0.84, 0.1],
    },
    {
      gain: [0.97, 1.05, 0.9],
      bias: [34, 45, -44],
      person: [23, 21, 32],
      drift: [16, 28, 31],
      jitter: [1.4, 2, 2.6],
      visibility: [0.91, 0.05],
    },
    {
      gain: [1.36, 1.19, 0.33],
      bias: [9, 11, -33],
      person: [29, 13, 16],
      drift: [20, 19, 31],
      jitter: [2, 2.9, 8],
      visibility: [0.95, 0.06],
    },
    {
      gain: [0.95, 1.11, 0.83],
      bias: [-15, 13, 87],
      person: [23, 23, 48],
      drift: [16, 27, 47],
      jitter: [3.3, 3.8, 8.6],
      visibility: [0.89, 0.15],
    },
  ],
  hand: [
    {
      gain: [0.43, 0.65, 0.37],
      bias: [2, -14, -13],
      person: [12, 23, 14],
      drift: [12, 14, 8],
      jitter: [2.4, 3.2, 1.1],
      visibility: [0.14, 0.07],
    },
    {
      gain: [0.71, 0.65, 0.37],
      bias: [-17, 5, -30],
      person: [6, 6, 10],
      drift: [5, 8, 11],
      jitter: [0.7, 0.6, 0.7],
      visibility: [0.8, 0.11],
    },
    {
      gain: [0.72, 0.63, 0.36],
      bias: [-6, 1, -26],
      person: [8, 6, 9],
      drift: [7, 9, 9],
      jitter: [0.6, 1, 0.9],
      visibility: [0.83, 0.08],
    },
    {
      gain: [0.71, 0.69, 0.37],
      bias: [-9, 1, -23],
      person: [7, 4, 14],
      drift: [7, 7, 11],
      jitter: [0.8, 1, 1.3],
      visibility: [0.9, 0.11],
    },
    {
      gain: [0.42, 0.64, 0.49],
      bias: [-9, -4, -22],
      person: [11, 7, 17],
      drift: [7, 17, 15],
      jitter: [1.3, 1.3, 1.1],
      visibility: [0.85, 0.17],
    },
  ],
  thigh: [
    {
      gain: [1.12, 1.34, 0.82],
      bias: [-19, -55, 67],
      person: [23, 19, 33],
      drift: [36, 20, 36],
      jitter: [3, 2.2, 4.7],
      visibility: [0.33, 0.11],
    },
    {
      gain: [1.12, 1.11, 0.94],
      bias: [-23, 33, 65],
      person: [14, 16, 19],
      drift: [17, 13, 34],
      jitter: [1.3, 1.1, 3.2],
      visibility: [0.94, 0.04],
    },
    {
      gain: [1.16, 0.74, 0.53],
      bias: [10, 115, -167],
      person: [17, 55, 81],
      drift: [16, 50, 74],
      jitter: [2.2, 10.7, 18.3],
      visibility: [0.99, 0.01],
    },
    {
      gain: [1.06, 0.93, 0.82],
      bias: [-11, 117, -34],
      person: [19, 20, 25],
      drift: [28, 23, 45],
      jitter: [1.6, 2.4, 3.4],
      visibility: [0.99, 0.02],
    },
    {
      gain: [1.04, 1.09, 0.58],
      bias: [-30, 59, 45],
      person: [11, 27, 19],
      drift: [18, 26, 38],
      jitter: [1.3, 1.2, 3],
      visibility: [0.94, 0.03],
    },
  ],
  shin: [
    {
      gain: [0.91, 0.84, 0.66],
      bias: [-9, 108, 97],
      person: [58, 13, 26],
      drift: [49, 18, 33],
      jitter: [4.7, 2.2, 4.9],
      visibility: [0.5, 0.11],
    },
    {
      gain: [1.08, 1.05, 0.84],
      bias: [-2, 6, 114],
      person: [31, 23, 41],
      drift: [26, 10, 41],
      jitter: [1.3, 0.9, 4.1],
      visibility: [0.96, 0.03],
    },
    {
      gain: [1.05, 0.78, 0.58],
      bias: [15, 115, 129],
      person: [38, 19, 21],
      drift: [15, 18, 40],
      jitter: [2, 3.3, 9.3],
      visibility: [0.98, 0.01],
    },
    {
      gain: [1.21, 0.94, 0.39],
      bias: [25, 70, 48],
      person: [42, 13, 16],
      drift: [29, 19, 37],
      jitter: [1.7, 1.5, 5],
      visibility: [0.99, 0.01],
    },
    {
      gain: [0.94, 0.98, 0.55],
      bias: [22, 72, 50],
      person: [39, 17, 15],
      drift: [27, 21, 36],
      jitter: [2.8, 1.6, 5.6],
      visibility: [0.96, 0.03],
    },
  ],
  heel: [
    {
      gain: [0.97, 0.99, 0.96],
      bias: [79, -9, -6],
      person: [10, 3, 5],
      drift: [7, 3, 6],
      jitter: [0.7, 0.3, 0.5],
      visibility: [0.59, 0.1],
    },
    {
      gain: [0.94, 0.96, 0.91],
      bias: [56, -8, -41],
      person: [7, 4, 3],
      drift: [7, 7, 7],
      jitter: [0.2, 0.1, 0.5],
      visibility: [0.9, 0.05],
    },
    {
      gain: [0.98, 0.98, 0.82],
      bias: [4, -9, -51],
      person: [7, 3, 6],
      drift: [5, 5, 11],
      jitter: [0.3, 0.4, 1.2],
      visibility: [0.82, 0.08],
    },
    {
      gain: [0.94, 0.96, 0.89],
      bias: [-41, -8, -46],
      person: [8, 4, 4],
      drift: [6, 8, 8],
      jitter: [0.3, 0.1, 0.5],
      visibility: [0.9, 0.05],
    },
    {
      gain: [0.88, 0.96, 0.95],
      bias: [-58, -8, -7],
      person: [8, 5, 2],
      drift: [5, 8, 6],
      jitter: [0.6, 0.2, 0.6],
      visibility: [0.93, 0.06],
    },
  ],
  foot: [
    {
      gain: [0.94, 0.84, 1.03],
      bias: [-106, 29, -33],
      person: [9, 14, 8],
      drift: [13, 20, 14],
      jitter: [2, 1.6, 2.4],
      visibility: [0.67, 0.07],
    },
    {
      gain: [0.87, 0.71, 0.73],
      bias: [-32, 45, 29],
      person: [7, 8, 15],
      drift: [15, 17, 18],
      jitter: [1.4, 0.8, 1.1],
      visibility: [0.96, 0.03],
    },
    {
      gain: [0.94, 0.53, 0.59],
      bias: [17, 78, -12],
      person: [11, 8, 15],
      drift: [13, 15, 13],
      jitter: [1.7, 2.5, 2.2],
      visibility: [0.97, 0.01],
    },
    {
      gain: [0.56, 0.6, 0.64],
      bias: [51, 68, -30],
      person: [16, 9, 14],
      drift: [27, 14, 14],
      jitter: [2.4, 0.8, 1.1],
      visibility: [0.99, 0.01],
    },
    {
      gain: [0.61, 0.62, 0.57],
      bias: [17, 18, -83],
      person: [7, 8, 19],
      drift: [22, 17, 21],
      jitter: [2.2, 2.1, 2],
      visibility: [0.94, 0.04],
    },
  ],
};
