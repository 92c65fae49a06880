// The numbers of a pose frame as columns over time, each with the columns that foretell it: a hand goes where its wrist goes,
// and a point of the picture where the same point of the body goes. The order and the references are part of the chunk's version 1.
import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from "../movement/landmarks.ts";
import { HEAD_BYTES } from "./pose-packet.ts";

export type ChunkPart = "head" | "world" | "image" | "visibility";

export interface ChunkColumn {
  readonly part: ChunkPart;
  /** Place inside its part of the frame's bytes. */
  readonly offset: number;
  readonly bytes: 1 | 2;
  /** Earlier columns whose step at the same moment says something about this one's. */
  readonly references: readonly number[];
}

/** Everybody's neighbour towards the hips; parents stand before their children. */
const PARENTS: readonly (readonly [LandmarkName, LandmarkName | undefined])[] = [
  ["leftHip", undefined],
  ["rightHip", "leftHip"],
  ["leftShoulder", "leftHip"],
  ["rightShoulder", "leftShoulder"],
  ["leftElbow", "leftShoulder"],
  ["rightElbow", "rightShoulder"],
  ["leftWrist", "leftElbow"],
  ["rightWrist", "rightElbow"],
  ["leftPinky", "leftWrist"],
  ["rightPinky", "rightWrist"],
  ["leftIndex", "leftPinky"],
  ["rightIndex", "rightPinky"],
  ["leftThumb", "leftIndex"],
  ["rightThumb", "rightIndex"],
  ["nose", "rightShoulder"],
  ["leftEyeInner", "nose"],
  ["leftEye", "leftEyeInner"],
  ["leftEyeOuter", "leftEye"],
  ["rightEyeInner", "leftEyeInner"],
  ["rightEye", "rightEyeInner"],
  ["rightEyeOuter", "rightEye"],
  ["leftEar", "leftEyeOuter"],
  ["rightEar", "rightEyeOuter"],
  ["mouthLeft", "nose"],
  ["mouthRight", "mouthLeft"],
  ["leftKnee", "leftHip"],
  ["rightKnee", "rightHip"],
  ["leftAnkle", "leftKnee"],
  ["rightAnkle", "rightKnee"],
  ["leftHeel", "leftAnkle"],
  ["rightHeel", "rightAnkle"],
  ["leftFootIndex", "leftHeel"],
  ["rightFootIndex", "rightHeel"],
];
const AXES = 3;
/** Sequence and time are two columns each: all arithmetic is on 16 bits. */
const HEAD_COLUMNS: readonly (readonly [offset: number, bytes: 1 | 2])[] = [
  [0, 2],
  [2, 2],
  [4, 2],
  [6, 2],
  [8, 1],
  [9, 2],
  ...Array.from({ length: HEAD_BYTES - 11 }, (_, i) => [11 + i, 1] as const),
];

export const CHUNK_COLUMNS: readonly ChunkColumn[] = layOutColumns();
export const MOST_REFERENCES = 3;

function layOutColumns(): readonly ChunkColumn[] {
  const columns: ChunkColumn[] = HEAD_COLUMNS.map(([offset, bytes]) => ({
    part: "head",
    offset,
    bytes,
    references: [],
  }));
  const places = { world: new Map<number, number>(), image: new Map<number, number>() };
  for (const part of ["world", "image"] as const) {
    for (let axis = 0; axis < AXES; axis++) {
      for (const [name, parent] of PARENTS) {
        const own = AXES * LANDMARK[name] + axis;
        const above = parent === undefined ? undefined : AXES * LANDMARK[parent] + axis;
        const references =
          part === "world"
            ? [places.world.get(above ?? -1)]
            : [places.image.get(above ?? -1), places.world.get(own), places.world.get(above ?? -1)];
        places[part].set(own, columns.length);
        columns.push({ part, offset: 2 * own, bytes: 2, references: references.filter((one) => one !== undefined) });
      }
    }
  }
  for (let i = 0; i < LANDMARK_COUNT; i++) columns.push({ part: "visibility", offset: i, bytes: 1, references: [] });
  return columns;
}
