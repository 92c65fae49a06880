// Brings a foot to another place on the ground by turning its leg about the hip: joint angles stay as they are but for a few degrees there.
import { boneIndex } from "./avatar-bones.ts";
import type { SolvedAvatar } from "./solve-avatar.ts";

const LEGS = {
  Left: (["LeftUpLeg", "LeftLeg", "LeftFoot", "LeftToeBase"] as const).map(boneIndex),
  Right: (["RightUpLeg", "RightLeg", "RightFoot", "RightToeBase"] as const).map(boneIndex),
};

/** Rotations of thigh and shin and the joints below the hip are changed in `solved`; the foot keeps its direction. */
export function shiftFoot(solved: SolvedAvatar, side: "Left" | "Right", x: number, z: number): void {
  const [hip, knee, ankle, toe] = LEGS[side] as [number, number, number, number];
  const { joints, rotations } = solved;
  const from = [0, 1, 2].map((k) => joints[3 * ankle + k]! - joints[3 * hip + k]!) as [number, number, number];
  const to = [from[0] + x, from[1], from[2] + z] as const;
  const turn = rotationBetween(from, to);
  if (turn === undefined) return;
  for (const bone of [hip, knee]) turnRotation(rotations, 4 * bone, turn);
  for (const joint of [knee, ankle]) {
    const seen = [0, 1, 2].map((k) => joints[3 * joint + k]! - joints[3 * hip + k]!) as [number, number, number];
    const moved = turnVector(turn, seen);
    const before = [0, 1, 2].map((k) => joints[3 * joint + k]!);
    for (let k = 0; k < 3; k++) joints[3 * joint + k] = joints[3 * hip + k]! + moved[k]!;
    if (joint === ankle) for (let k = 0; k < 3; k++) joints[3 * toe + k]! += joints[3 * joint + k]! - before[k]!;
  }
}

type Turn = readonly [x: number, y: number, z: number, w: number];
type Triple = readonly [number, number, number];

function rotationBetween(a: Triple, b: Triple): Turn | undefined {
  const lengths = Math.hypot(...a) * Math.hypot(...b);
  if (lengths < 1e-9) return undefined;
  const w = 1 + (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / lengths;
  const [x, y, z] = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]].map(
    (part) => part / lengths,
  ) as [number, number, number];
  const length = Math.hypot(x, y, z, w);
  return [x / length, y / length, z / length, w / length];
}

function turnVector([x, y, z, w]: Turn, [vx, vy, vz]: Triple): Triple {
  const [tx, ty, tz] = [2 * (y * vz - z * vy), 2 * (z * vx - x * vz), 2 * (x * vy - y * vx)];
  return [vx + w * tx + y * tz - z * ty, vy + w * ty + z * tx - x * tz, vz + w * tz + x * ty - y * tx];
}

function turnRotation(rotations: Float64Array, at: number, [ax, ay, az, aw]: Turn): void {
  const [x, y, z, w] = [rotations[at]!, rotations[at + 1]!, rotations[at + 2]!, rotations[at + 3]!];
  rotations[at] = aw * x + ax * w + ay * z - az * y;
  rotations[at + 1] = aw * y - ax * z + ay * w + az * x;
  rotations[at + 2] = aw * z + ax * y - ay * x + az * w;
  rotations[at + 3] = aw * w - ax * x - ay * y - az * z;
}
