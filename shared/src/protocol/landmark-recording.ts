// The format of landmark recordings ("pose-landmarks/1"): JSON Lines, a header and then one line a frame, as researchers
// exchange them. What is wrong with a line is thrown in words; the reader of the file adds where.
import { z } from "zod";
import { PICTURE_DEPTH } from "../movement/body-points.ts";
import { LANDMARK, LANDMARK_COUNT, LANDMARK_NAMES } from "../movement/landmarks.ts";
import { BONES } from "../movement/plausibility-rules.ts";
import { type FloatPose, type PoseFrame, WORLD_UNITS_PER_METRE } from "../movement/pose-frame.ts";

const RECORDING_FORMAT = "pose-landmarks/1";

const header = z
  .object({
    format: z.literal(RECORDING_FORMAT),
    landmarks: z.literal("blazepose33"),
    frameRate: z.number().positive().optional(),
    exercise: z.string().nullish(),
    /** picture: 0…1 of width and height, z in units of x; body: each frame scaled so that the body is 1 high. */
    imageUnits: z.enum(["picture", "body"]).optional(),
    /** Width ÷ height. */
    aspect: z.number().positive().optional(),
  })
  .refine(({ imageUnits, aspect }) => imageUnits !== "picture" || aspect !== undefined, {
    path: ["aspect"],
    message: 'needed with imageUnits "picture"',
  });

export type RecordingHeader = z.output<typeof header>;

interface FrameLine {
  readonly t?: unknown;
  readonly world?: unknown;
  readonly image?: unknown;
}
interface Points {
  /** 33 × (x, y, z). */
  readonly coordinates: Float64Array;
  readonly visibility: Float64Array;
}

const AXES = ["x", "y", "z", "visibility"] as const;
/** A body of unknown size gets one at which its longest bone is a thigh (Contini 1972: 0.245 of a stature of 1.7 m). */
const LONGEST_BONE_METRES = 0.42;

/** Throws an error that says what is wrong with the line. */
export function parseRecordingHeader(line: string): RecordingHeader {
  const result = header.safeParse(parseObject(line));
  if (!result.success) throw new Error(`the header is wrong: ${describeIssues(result.error)}`);
  return result.data;
}

/** Milliseconds and metres as written, before the grid. Throws an error that says what is wrong with the line. */
export function parseRecordingFrame(line: string, { imageUnits, aspect }: RecordingHeader): FloatPose {
  const { t, world, image }: FrameLine = parseObject(line);
  if (typeof t !== "number" || !Number.isFinite(t)) throw new Error("t is no number");
  if (world === undefined && image === undefined) throw new Error("there is neither world nor image");
  const inWorld = world === undefined || world === null ? undefined : parsePoints(world);
  const inPicture = image === undefined || image === null ? undefined : parsePoints(image);
  if (inPicture && imageUnits === undefined) throw new Error("image landmarks, but no imageUnits in the header");
  const pose = { atMs: t, source: "camera", aspect: aspect ?? 1 } as const;
  if (inPicture && imageUnits === "body") {
    // Where the body stood and how large it was is lost, only its angles are true: like world landmarks, but of a size of our own.
    const points = inWorld ?? sizedAroundHips(inPicture);
    return { ...pose, aspect: 1, world: points.coordinates, visibility: points.visibility };
  }
  const seen = inWorld ?? inPicture;
  return { ...pose, world: inWorld?.coordinates, image: inPicture?.coordinates, visibility: seen?.visibility };
}

/** `more` is kept beside the format's own fields, for whoever wants to know where a recording comes from. */
export function writeRecordingHeader(exercise: string, frameRate: number, more: Record<string, unknown> = {}): string {
  return JSON.stringify({ format: RECORDING_FORMAT, landmarks: "blazepose33", frameRate, exercise, ...more });
}

/** World landmarks only; reading the line gives the frame's world on the grid bit for bit. */
export function writeRecordingFrame({ atMs, hasWorld, world, visibility }: PoseFrame): string {
  const points = Array.from({ length: LANDMARK_COUNT }, (_, i) => [
    ...Array.from(world.subarray(3 * i, 3 * i + 3), (value) => value / WORLD_UNITS_PER_METRE),
    Math.round((visibility[i]! / 255) * 10_000) / 10_000,
  ]);
  return JSON.stringify({ t: Math.round(atMs * 1000) / 1000, world: hasWorld ? points : null });
}

function parseObject(line: string): object {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error("it is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("it is no JSON object");
  return value;
}

function parsePoints(value: unknown): Points {
  if (!Array.isArray(value)) throw new Error("the landmarks are no list");
  if (value.length !== LANDMARK_COUNT) throw new Error(`${value.length} landmarks, not ${LANDMARK_COUNT}`);
  const coordinates = new Float64Array(3 * LANDMARK_COUNT);
  const visibility = new Float64Array(LANDMARK_COUNT);
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    const point: unknown = value[i];
    if (!Array.isArray(point) || point.length !== AXES.length) {
      throw new Error(`landmark ${i} (${LANDMARK_NAMES[i]}) is not [x, y, z, visibility]`);
    }
    for (let axis = 0; axis < AXES.length; axis++) {
      const number: unknown = point[axis];
      if (typeof number !== "number" || !Number.isFinite(number)) {
        throw new Error(`landmark ${i} (${LANDMARK_NAMES[i]}): ${AXES[axis]} is no number`);
      }
      if (axis === 3) visibility[i] = number;
      else coordinates[3 * i + axis] = number;
    }
  }
  return { coordinates, visibility };
}

// Each frame has a scale of its own: a body that squats is drawn as high as one that stands, and its bones longer. Its depth is a picture's.
function sizedAroundHips({ coordinates: drawn, visibility }: Points): Points {
  const coordinates = drawn.map((value, i) => (i % 3 === 2 ? value * PICTURE_DEPTH : value));
  const longest = Math.max(...BONES.map(([from, to]) => distance(coordinates, from, to)));
  const scale = longest > 0 ? LONGEST_BONE_METRES / longest : 1;
  const [left, right] = [3 * LANDMARK.leftHip, 3 * LANDMARK.rightHip];
  const moved = coordinates.map((value, i) => {
    const middle = (coordinates[left + (i % 3)]! + coordinates[right + (i % 3)]!) / 2;
    return (value - middle) * scale;
  });
  return { coordinates: moved, visibility };
}

function distance(points: Float64Array, from: number, to: number): number {
  let squared = 0;
  for (let axis = 0; axis < 3; axis++) {
    const difference = points[3 * from + axis]! - points[3 * to + axis]!;
    squared += difference * difference;
  }
  return Math.sqrt(squared);
}

function describeIssues(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join(".") || "it"}: ${message}`).join("; ");
}
