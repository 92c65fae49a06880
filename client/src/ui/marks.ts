// Participants are told apart by colour and shape: the same mark on tile, avatar, curve and leaderboard. Colours after Okabe and Ito, safe for colour-blind eyes.
export const MARK_SHAPES = ["circle", "triangle", "square", "diamond", "star", "hexagon"] as const;
export type MarkShape = (typeof MARK_SHAPES)[number];

export interface Mark {
  readonly colour: string;
  readonly shape: MarkShape;
  /** Outline of the shape in a 24 × 24 box, as an SVG path. */
  readonly path: string;
}

const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7"] as const;
/** Ink: outline of every mark, so that it stands on any background. */
export const MARK_OUTLINE = "#0f2a33";

const PATHS: Record<MarkShape, string> = {
  circle: "M12 2.5a9.5 9.5 0 1 1 0 19a9.5 9.5 0 1 1 0-19z",
  triangle: "M12 2.5 22.5 21H1.5z",
  square: "M3.5 3.5h17v17h-17z",
  diamond: "M12 1.5 22.5 12 12 22.5 1.5 12z",
  star: "M12 1.8l3.1 6.6 7.1.9-5.2 5 1.3 7.2L12 18l-6.3 3.5L7 14.3l-5.2-5 7.1-.9z",
  hexagon: "M6.5 2.6h11L23 12l-5.5 9.4h-11L1 12z",
};

export const MARKS: readonly Mark[] = MARK_SHAPES.map((shape, index) => ({
  shape,
  colour: COLOURS[index] as string,
  path: PATHS[shape],
}));

/** Undefined for the therapist (−1), who has no mark. */
export function findMark(index: number): Mark | undefined {
  return MARKS[index];
}
