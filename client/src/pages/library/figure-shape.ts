// A flat figure as shapes of a drawing: limbs with thickness, trunk, head, and what somebody sits, lies or hangs on. Centimetres, y down.
import type { ExerciseError, Position } from "@ensemble/shared/exercise/exercise.ts";
import {
  FIGURE_POINTS,
  type Figure,
  type FigurePart,
  type FigurePoint,
  isOnFloor,
} from "@ensemble/shared/exercise/figure.ts";

export type Cloth = "skin" | "shirt" | "trousers" | "shoe" | "hair";

export interface LimbShape {
  readonly cloth: Cloth;
  /** Lies behind the trunk, with its partner before it. */
  readonly far: boolean;
  readonly path: string;
  readonly width: number;
  /** Filled as well as drawn round. */
  readonly solid: boolean;
}

export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Prop {
  readonly kind: "mat" | "stool" | "bar";
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export type BodyPart = ExerciseError["bodyPart"];

/** Each place is the middle of some points. */
const MARKED: Readonly<
  Record<BodyPart, { readonly radius: number; readonly places: readonly (readonly FigurePoint[])[] }>
> = {
  head: { radius: 20, places: [["head"]] },
  trunk: { radius: 27, places: [["leftShoulder", "rightShoulder", "leftHip", "rightHip"]] },
  pelvis: { radius: 25, places: [["leftHip", "rightHip"]] },
  shoulders: { radius: 15, places: [["leftShoulder"], ["rightShoulder"]] },
  arms: {
    radius: 14,
    places: [
      ["leftElbow", "leftWrist"],
      ["rightElbow", "rightWrist"],
    ],
  },
  elbows: { radius: 14, places: [["leftElbow"], ["rightElbow"]] },
  hips: { radius: 16, places: [["leftHip"], ["rightHip"]] },
  knees: { radius: 15, places: [["leftKnee"], ["rightKnee"]] },
  feet: {
    radius: 16,
    places: [
      ["leftAnkle", "leftToe"],
      ["rightAnkle", "rightToe"],
    ],
  },
};

type Xy = readonly [number, number];

const PARTNER = { l: "r", r: "l", L: "R", R: "L" } as const;
const THICKNESS = { upperArm: 10.5, forearm: 8.5, hand: 7.5, thigh: 16.5, shin: 12, foot: 7, neck: 9.5, trunk: 19 };
const HEAD_RADIUS = 11;
/** The trunk is drawn with a broad edge, so its corners lie inside the joints. */
const SHOULDER_SHARE = 0.66;
const HIP_SHARE = 0.6;
const MARGIN = 16;
const BELOW_FLOOR = 20;
/** Nobody is shown larger than this allows. */
const LEAST_HEIGHT = 132;

export function shapeFigure(figure: Figure): readonly LimbShape[] {
  const isBehind = (part: string) => figure.order.indexOf(part) < figure.order.indexOf("t");
  // From the front both arms may lie behind the trunk, and none of them far away.
  const isFar = (part: string) => isBehind(part) && part in PARTNER && !isBehind(PARTNER[part as keyof typeof PARTNER]);
  return [...figure.order].flatMap((part) =>
    shapePart(figure, part as FigurePart).map((shape) => ({ ...shape, far: isFar(part) })),
  );
}

/** One frame around all of them, of the given shape, with the floor in it. */
export function frameFigures(figures: readonly Figure[], aspect: number): Frame {
  const xs = figures.flatMap(({ points }) => points.filter((_, i) => i % 2 === 0));
  const ys = figures.flatMap(({ points }) => points.filter((_, i) => i % 2 === 1));
  const [least, most] = [Math.min(...xs), Math.max(...xs)];
  const top = Math.max(...ys) + HEAD_RADIUS + MARGIN;
  const height = Math.max(LEAST_HEIGHT, top + BELOW_FLOOR, (most - least + 4 * MARGIN) / aspect);
  const width = height * aspect;
  // Whoever lies is shown a little above the lower edge instead of under an empty sky.
  const below = BELOW_FLOOR + 0.3 * (height - top - BELOW_FLOOR);
  return { left: (least + most) / 2 - width / 2, top: below - height, width, height };
}

export function propsOf(position: Position, start: Figure): readonly Prop[] {
  const at = (name: FigurePoint) => pointOf(start, name);
  if (isOnFloor(position)) {
    const xs = start.points.filter((_, i) => i % 2 === 0);
    const [least, most] = [Math.min(...xs) - 14, Math.max(...xs) + 14];
    return [{ kind: "mat", x: least, y: 0, width: most - least }];
  }
  const between = (a: Xy, b: Xy): Xy => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  if (position === "sitting") {
    const [x, y] = between(at("leftHip"), at("rightHip"));
    return [{ kind: "stool", x: x - 23, y: y + 9, width: 46 }];
  }
  if (position === "hanging") {
    const [x, y] = between(at("leftWrist"), at("rightWrist"));
    return [{ kind: "bar", x: x - 60, y: y - 5, width: 120 }];
  }
  return [];
}

export function markedPlaces(
  figure: Figure,
  part: BodyPart,
): readonly { readonly x: number; readonly y: number; readonly radius: number }[] {
  const { radius, places } = MARKED[part];
  return places.map((names) => {
    const points = names.map((name) => pointOf(figure, name));
    const mean = (k: 0 | 1) => round(points.reduce((sum, point) => sum + point[k], 0) / points.length);
    return { x: mean(0), y: mean(1), radius };
  });
}

function shapePart(figure: Figure, part: FigurePart): readonly Omit<LimbShape, "far">[] {
  if (part === "t") return shapeTrunk(figure);
  if (part === "h") return shapeHead(figure);
  const side = part === "l" || part === "L" ? "left" : "right";
  const at = (name: string) => pointOf(figure, `${side}${name}` as FigurePoint);
  if (part === "l" || part === "r") {
    return [
      line("skin", THICKNESS.hand, at("Wrist"), at("Fingers")),
      line("skin", THICKNESS.forearm, at("Elbow"), at("Wrist")),
      line("shirt", THICKNESS.upperArm, inward(figure, `${side}Shoulder`, SHOULDER_SHARE + 0.2), at("Elbow")),
    ];
  }
  return [
    line("shoe", THICKNESS.foot, at("Ankle"), at("Heel"), at("Toe")),
    line("trousers", THICKNESS.shin, at("Knee"), at("Ankle")),
    line("trousers", THICKNESS.thigh, inward(figure, `${side}Hip`, HIP_SHARE + 0.1), at("Knee")),
  ];
}

function shapeTrunk(figure: Figure): readonly Omit<LimbShape, "far">[] {
  const corners = (["leftShoulder", "rightShoulder"] as const).map((name) => inward(figure, name, SHOULDER_SHARE));
  const hips = (["rightHip", "leftHip"] as const).map((name) => inward(figure, name, HIP_SHARE));
  // The shirt's edge reaches as far as the shoulders are high, so it begins a little lower.
  const lowered = corners.map((corner, i) => towards(corner, hips[1 - i]!, 0.12));
  return [
    line("trousers", THICKNESS.trunk + 1, hips[0]!, hips[1]!),
    {
      ...line("shirt", THICKNESS.trunk, ...lowered, ...hips.map((hip, i) => towards(hip, lowered[1 - i]!, 0.16))),
      solid: true,
    },
  ];
}

function shapeHead(figure: Figure): readonly Omit<LimbShape, "far">[] {
  const head = pointOf(figure, "head");
  const nose = pointOf(figure, "nose");
  const neck = towards(pointOf(figure, "leftShoulder"), pointOf(figure, "rightShoulder"), 0.5);
  const [upX, upY] = [head[0] - neck[0], head[1] - neck[1]];
  const length = Math.hypot(upX, upY) || 1;
  const face: Xy = [
    head[0] + 0.34 * (nose[0] - head[0]) - (2.4 * upX) / length,
    head[1] + 0.34 * (nose[1] - head[1]) - (2.4 * upY) / length,
  ];
  return [
    line("skin", THICKNESS.neck, towards(neck, head, 0.3), head),
    line("hair", 2 * HEAD_RADIUS, head, head),
    line("skin", 2 * HEAD_RADIUS - 3, face, face),
  ];
}

function line(cloth: Cloth, width: number, ...points: readonly Xy[]): Omit<LimbShape, "far"> {
  const path = points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
  return { cloth, width, path, solid: false };
}

function pointOf({ points }: Figure, name: FigurePoint): Xy {
  const i = 2 * FIGURE_POINTS.indexOf(name);
  return [points[i]!, -points[i + 1]!];
}

/** From the middle between both sides this share of the way to one of them. */
function inward(figure: Figure, name: "leftShoulder" | "rightShoulder" | "leftHip" | "rightHip", share: number): Xy {
  const partner = (
    name.startsWith("left") ? name.replace("left", "right") : name.replace("right", "left")
  ) as typeof name;
  return towards(pointOf(figure, partner), pointOf(figure, name), 0.5 + share / 2);
}

function towards(a: Xy, b: Xy, share: number): Xy {
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
