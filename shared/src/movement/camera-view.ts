// From where the camera sees the body [VIEW1]: the angle of hips and shoulders to the picture's plane, and what may be measured from there.
import type { Side } from "./motion.ts";
import type { View } from "./movement-rule.ts";

/** Boundaries in degrees from facing the camera. Project assumption. */
export const FRONT_UP_TO = 35;
export const OBLIQUE_UP_TO = 60;
export const SIDE_UP_TO = 120;

/** turnDegrees: −180…180, 0 facing the camera. */
export function viewOfTurn(turnDegrees: number): View {
  const turn = Math.abs(turnDegrees);
  if (turn <= FRONT_UP_TO) return "front";
  if (turn <= OBLIQUE_UP_TO) return "oblique";
  return turn <= SIDE_UP_TO ? "side" : "back";
}

/** The side turned to the camera; undefined while the body faces it or stands with its back to it. */
export function nearSideOfTurn(turnDegrees: number): Side | undefined {
  const view = viewOfTurn(turnDegrees);
  if (view === "front" || view === "back") return undefined;
  return turnDegrees > 0 ? "left" : "right";
}
