// One drawing of every tool on one picture, of which none fades.
import type { PlacedAnnotation } from "@ensemble/shared/session/annotation.ts";
import { NOW_MS } from "./fixture-session.ts";

export const STANDING_DRAWINGS: readonly PlacedAnnotation[] = [
  { annotationId: "1", tool: "target", joint: "leftKnee", degrees: 90, atMs: NOW_MS },
  {
    annotationId: "2",
    tool: "circle",
    points: [
      [1_024, 420],
      [1_160, 420],
    ],
    stays: true,
    atMs: NOW_MS,
  },
  {
    annotationId: "3",
    tool: "arrow",
    points: [
      [1_700, 500],
      [1_300, 800],
    ],
    stays: true,
    atMs: NOW_MS,
  },
  {
    annotationId: "4",
    tool: "angle",
    points: [
      [300, 300],
      [500, 1_000],
      [800, 500],
    ],
    stays: true,
    atMs: NOW_MS,
  },
  {
    annotationId: "5",
    tool: "pen",
    points: [
      [300, 1_700],
      [600, 1_600],
      [900, 1_750],
      [1_200, 1_600],
    ],
    stays: true,
    atMs: NOW_MS,
  },
];
