// Keys while the therapist draws; none of them is any other command's, so that a letter never does two things.
import type { DrawingTool } from "@ensemble/shared/session/annotation.ts";

export type PointingTool = DrawingTool | "target";
export const POINTING_TOOLS = ["pen", "arrow", "circle", "angle", "target"] as const satisfies readonly PointingTool[];
export const TOOL_KEYS: Readonly<Record<PointingTool, string>> = {
  pen: "i",
  arrow: "w",
  circle: "z",
  angle: "l",
  target: "g",
};
/** `end`: of drawing, which begins with it too. */
export const ACTION_KEYS = { end: "a", stays: "k", hold: "h", undo: "u", clear: "q" } as const;
