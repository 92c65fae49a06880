// Where the demonstration's figure stands over somebody's picture: its hips on theirs, as tall as they are, turned as they are. Its height and turn change
// slowly, so that a bent knee does not shrink it and an unsure landmark does not spin it; its hips are always exactly where theirs are.
import { FIGURE_POINTS, type Figure, type FigurePoint } from "@ensemble/shared/exercise/figure.ts";
import { LANDMARK } from "@ensemble/shared/movement/landmarks.ts";
import { IMAGE_UNITS_PER_PICTURE } from "@ensemble/shared/movement/pose-frame.ts";
import type { DrawnBody } from "../camera/draw-skeleton.ts";

/** Of a body as the picture shows it, in any one unit: from the head over shoulders, hips and knees to the ankles. */
export interface BodyLengths {
  readonly head: number;
  readonly trunk: number;
  readonly thigh: number;
  readonly shin: number;
}

export interface FigurePlacement {
  /** Of the hips' middle, 0…1 of the picture's width and height. */
  readonly hipX: number;
  readonly hipY: number;
  /** How much of the picture's height a centimetre of the figure takes. */
  readonly heightOfCentimetre: number;
  /** From where the body is seen: 0 from the front, 90 from the person's left. */
  readonly turnDegrees: number;
  readonly turn: { readonly cosine: number; readonly sine: number };
}

/** 0…255: what is less sure is not measured. */
const SURE_FROM = 128;
/** A body that seems taller is so within a moment; one that seems smaller may have bent its knees, and has until later. */
const GROWS_PER_SECOND = 4;
const SHRINKS_PER_SECOND = 0.12;
const TURNS_PER_SECOND = 1.5;
/** Shoulders and hips of somebody seen from the front are this wide, of the trunk's length as it is seen. Reference body. */
const FRONT_WIDTH = 0.78;
/** This near to the front is the front: a shoulder drawn back is no turn. */
const FRONT_COSINE = 0.85;
const ENDS: readonly (keyof BodyLengths)[] = ["head", "trunk", "thigh", "shin"];

/**
 * `reference`: the figure's lengths in centimetres, seen from the given turn, at its longest in the exercise. Undefined where hips and shoulders are not seen.
 */
export function placeFigure(
  before: FigurePlacement | undefined,
  body: DrawnBody,
  seconds: number,
  reference: (turnDegrees: number) => BodyLengths,
): FigurePlacement | undefined {
  const at = pointReader(body);
  const [shoulders, hips] = [at("leftShoulder", "rightShoulder"), at("leftHip", "rightHip")];
  if (shoulders === undefined || hips === undefined) return undefined;
  const turn = easeTurn(before?.turn, turnOf(body, shoulders, hips), seconds);
  const turnDegrees = (Math.atan2(turn.sine, turn.cosine) * 180) / Math.PI;
  const seen = lengthsOf(body, shoulders, hips);
  const centimetres = reference(turnDegrees);
  let [length, of] = [0, 0];
  for (const end of ENDS) {
    const part = seen[end];
    if (part === undefined) continue;
    length += part;
    of += centimetres[end];
  }
  const height = of > 0 ? length / of : (before?.heightOfCentimetre ?? 0);
  return {
    hipX: hips.x / body.aspect,
    hipY: hips.y,
    heightOfCentimetre: easeHeight(before?.heightOfCentimetre, height, seconds),
    turnDegrees,
    turn,
  };
}

/** Of a drawn figure, in its centimetres. */
export function figureLengths(figure: Figure): BodyLengths {
  const [shoulders, hips] = [middle(figure, "leftShoulder", "rightShoulder"), figureHips(figure)];
  const leg = (from: "Hip" | "Knee", to: "Knee" | "Ankle") =>
    (distance(place(figure, `left${from}`), place(figure, `left${to}`)) +
      distance(place(figure, `right${from}`), place(figure, `right${to}`))) /
    2;
  return {
    head: distance(place(figure, "head"), shoulders),
    trunk: distance(shoulders, hips),
    thigh: leg("Hip", "Knee"),
    shin: leg("Knee", "Ankle"),
  };
}

/** In centimetres, up +y. */
export function figureHips(figure: Figure): Point {
  return middle(figure, "leftHip", "rightHip");
}

export function longest(all: readonly BodyLengths[]): BodyLengths {
  const most = (end: keyof BodyLengths) => Math.max(...all.map((each) => each[end]));
  return { head: most("head"), trunk: most("trunk"), thigh: most("thigh"), shin: most("shin") };
}

export interface Point {
  readonly x: number;
  readonly y: number;
}
type Pair = readonly [keyof typeof LANDMARK, keyof typeof LANDMARK];

/** The middle of two landmarks in picture heights; undefined unless both are seen. */
function pointReader(body: DrawnBody): (...pair: Pair) => Point | undefined {
  return (...pair) => {
    const [a, b] = pair.map((name) => readPoint(body, name));
    return a === undefined || b === undefined ? undefined : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  };
}

function readPoint(body: DrawnBody, name: keyof typeof LANDMARK): Point | undefined {
  const index = LANDMARK[name];
  if ((body.visibility[index] ?? 0) < SURE_FROM) return undefined;
  return {
    x: (body.aspect * (body.points[body.stride * index] ?? 0)) / IMAGE_UNITS_PER_PICTURE,
    y: (body.points[body.stride * index + 1] ?? 0) / IMAGE_UNITS_PER_PICTURE,
  };
}

function lengthsOf(body: DrawnBody, shoulders: Point, hips: Point): Partial<BodyLengths> {
  const head = pointReader(body)("leftEar", "rightEar");
  const limb = (from: "Hip" | "Knee", to: "Knee" | "Ankle") => {
    const lengths = (["left", "right"] as const).flatMap((side) => {
      const [a, b] = [readPoint(body, `${side}${from}`), readPoint(body, `${side}${to}`)];
      return a === undefined || b === undefined ? [] : [distance(a, b)];
    });
    return lengths.length === 0 ? undefined : lengths.reduce((sum, each) => sum + each, 0) / lengths.length;
  };
  const [thigh, shin] = [limb("Hip", "Knee"), limb("Knee", "Ankle")];
  return {
    ...(head === undefined ? {} : { head: distance(head, shoulders) }),
    trunk: distance(shoulders, hips),
    ...(thigh === undefined ? {} : { thigh }),
    ...(shin === undefined ? {} : { shin }),
  };
}

// Wide shoulders and hips are seen from the front, from behind when left and right are exchanged. Who looks to the right of the picture has the right side to it.
function turnOf(body: DrawnBody, shoulders: Point, hips: Point): FigurePlacement["turn"] {
  const width = (left: keyof typeof LANDMARK, right: keyof typeof LANDMARK) =>
    (readPoint(body, left)?.x ?? 0) - (readPoint(body, right)?.x ?? 0);
  const across = (width("leftShoulder", "rightShoulder") + width("leftHip", "rightHip")) / 2;
  const trunk = distance(shoulders, hips);
  if (trunk === 0) return { cosine: 1, sine: 0 };
  const cosine = Math.max(-1, Math.min(1, across / (FRONT_WIDTH * trunk)));
  if (Math.abs(cosine) > FRONT_COSINE) return { cosine: Math.sign(cosine), sine: 0 };
  const ears = pointReader(body)("leftEar", "rightEar");
  const nose = readPoint(body, "nose");
  const looksRight = ears !== undefined && nose !== undefined && nose.x > ears.x;
  return { cosine, sine: (looksRight ? -1 : 1) * Math.sqrt(1 - cosine * cosine) };
}

function easeTurn(
  before: FigurePlacement["turn"] | undefined,
  now: FigurePlacement["turn"],
  seconds: number,
): FigurePlacement["turn"] {
  if (before === undefined) return now;
  const share = 1 - Math.exp(-TURNS_PER_SECOND * seconds);
  const mix = (from: number, to: number) => from + share * (to - from);
  return { cosine: mix(before.cosine, now.cosine), sine: mix(before.sine, now.sine) };
}

function easeHeight(before: number | undefined, now: number, seconds: number): number {
  if (before === undefined) return now;
  const rate = now > before ? GROWS_PER_SECOND : SHRINKS_PER_SECOND;
  return before + (1 - Math.exp(-rate * seconds)) * (now - before);
}

function place({ points }: Figure, name: FigurePoint): Point {
  const i = 2 * FIGURE_POINTS.indexOf(name);
  return { x: points[i] ?? 0, y: points[i + 1] ?? 0 };
}

function middle(figure: Figure, one: FigurePoint, other: FigurePoint): Point {
  const [a, b] = [place(figure, one), place(figure, other)];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Of somebody who lies: to which side of the picture the head is. */
export function headIsRightOfHips(body: DrawnBody): boolean {
  const at = pointReader(body);
  const [head, hips] = [at("leftEar", "rightEar") ?? at("leftShoulder", "rightShoulder"), at("leftHip", "rightHip")];
  return head !== undefined && hips !== undefined && head.x > hips.x;
}
