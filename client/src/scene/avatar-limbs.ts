// Arms, hands, legs and shoes: tapered along anatomical outlines, with sleeves and trouser legs that stand off a little.
import { addEllipsoid, addLoft, type Ring } from "./add-loft.ts";
import { boneIndex, MODEL_ARM_RADIANS, measureAvatar } from "./avatar-bones.ts";
import type { AvatarLook } from "./avatar-looks.ts";
import { type Binding, type BodyGeometry, handOver, type Point, type Rgb, rigid, shade } from "./body-geometry.ts";

type Outline = readonly (readonly [along: number, radius: number])[];

/** Radius against the share of upper arm (0…1) and forearm (1…2). */
const ARM: Outline = [
  [-0.17, 0.02],
  [-0.14, 0.038],
  [-0.07, 0.053],
  [0.05, 0.0585],
  [0.25, 0.056],
  [0.55, 0.05],
  [0.85, 0.043],
  [1, 0.0415],
  [1.2, 0.0435],
  [1.45, 0.04],
  [1.75, 0.032],
  [2.02, 0.0275],
];
/** Radius against the share of thigh (0…1) and shin (1…2). */
const LEG: Outline = [
  [-0.12, 0.06],
  [-0.02, 0.088],
  [0.18, 0.087],
  [0.4, 0.077],
  [0.7, 0.063],
  [0.9, 0.056],
  [1, 0.055],
  [1.12, 0.053],
  [1.3, 0.0545],
  [1.5, 0.049],
  [1.75, 0.038],
  [1.95, 0.035],
  [2.05, 0.036],
];

export function addArm(body: BodyGeometry, look: AvatarLook, shirt: Rgb, side: "Left" | "Right"): void {
  const m = measureAvatar(look.build);
  const sign = side === "Left" ? 1 : -1;
  const thick = look.build.limbs;
  const place = modelledArm([sign * m.armHalf, m.armHeight, 0], sign * MODEL_ARM_RADIANS);
  const bend = bindTwoParts(side, ["Arm", "ForeArm", "Hand"], m.upperArm, m.forearm);
  const ring = (share: number, extra: number, colour: Rgb): Ring => {
    const radius = radiusAt(ARM, share) * thick + extra;
    return { at: [0, -alongOf(share, m.upperArm, m.forearm), 0], width: radius, depth: radius * 1.04, colour };
  };
  const cuff = look.sleeves === "long" ? 1.88 : 0.62;
  const sleeve = [-0.17, -0.14, -0.07, 0.05, 0.25, 0.45, 0.62, 0.85, 0.95, 1.05, 1.2, 1.5, 1.88].filter(
    (share) => share <= cuff,
  );
  addLoft(
    body,
    [
      ...sleeve.map((share) => ring(share, share < 0.2 ? 0.004 : 0.004 + (cuff < 1 ? 0.016 * share : 0.005), shirt)),
      ring(cuff + 0.005, 0.003, shade(shirt, 0.72)),
      ring(cuff - 0.03, -0.004, shade(shirt, 0.6)),
    ],
    { bind: bend, segments: 12, place, capStart: true },
  );
  const skin = [0.5, 0.62, 0.75, 0.85, 0.93, 1, 1.07, 1.2, 1.45, 1.75, 1.9, 2.02].filter(
    (share) => share > cuff - 0.15,
  );
  addLoft(
    body,
    skin.map((share) => ring(share, 0, share < cuff + 0.1 ? shade(look.skin, 0.84) : look.skin)),
    { bind: bend, segments: 10, place },
  );
  addHand(body, look, side, -(m.upperArm + m.forearm), place);
}

function addHand(
  body: BodyGeometry,
  look: AvatarLook,
  side: "Left" | "Right",
  wrist: number,
  place: (p: Point) => Point,
): void {
  const sign = side === "Left" ? 1 : -1;
  const size = (look.build.statureMetres / 1.72) * 1.04;
  const bind = rigid(boneIndex(`${side}Hand`));
  // Along the hand: distance from the wrist, half thickness, half width, how far it curls towards the thigh.
  const outline: readonly (readonly [number, number, number, number])[] = [
    [-0.01, 0.022, 0.0265, 0],
    [0.025, 0.022, 0.034, 0.001],
    [0.06, 0.021, 0.041, 0.003],
    [0.092, 0.018, 0.041, 0.006],
    [0.125, 0.0145, 0.036, 0.011],
    [0.155, 0.0115, 0.027, 0.018],
    [0.17, 0.006, 0.012, 0.022],
  ];
  addLoft(
    body,
    outline.map(([along, thickness, width, curl], i) => ({
      at: [-sign * curl * size, wrist - along * size, 0.002] as Point,
      width: thickness * size,
      depth: width * size,
      colour: shade(look.skin, i > 3 ? 0.95 : 1),
    })),
    { bind, segments: 10, squareness: 2.4, place, capEnd: true },
  );
  addEllipsoid(body, {
    at: [0, 0, 0],
    radii: [0.0125 * size, 0.036 * size, 0.0135 * size],
    colour: look.skin,
    bind,
    segments: 6,
    rows: 5,
    place: ([x, y, z]) =>
      place([x - sign * 0.01, wrist - 0.062 * size + y * 0.9 - z * 0.42, 0.041 * size + z * 0.9 - y * 0.42]),
  });
}

export function addLeg(body: BodyGeometry, look: AvatarLook, side: "Left" | "Right"): void {
  const m = measureAvatar(look.build);
  const sign = side === "Left" ? 1 : -1;
  const thick = look.build.limbs * (0.9 + (0.1 * look.build.hips) / 0.158);
  const place = ([x, y, z]: Point): Point => [sign * m.hipHalf + x, m.hipHeight + y, z];
  const bend = bindTwoParts(side, ["UpLeg", "Leg", "Foot"], m.thigh, m.shin);
  const ring = (share: number, extra: number, colour: Rgb): Ring => {
    const radius = radiusAt(LEG, share) * thick + extra;
    const calf = share > 1.08 && share < 1.7 ? -0.012 : 0;
    return { at: [0, -alongOf(share, m.thigh, m.shin), calf], width: radius, depth: radius * 1.06, colour };
  };
  const hem = look.legs === "shorts" ? 0.72 : 1.95;
  const cloth = [-0.12, -0.02, 0.18, 0.4, 0.58, 0.72, 0.86, 0.94, 1, 1.06, 1.14, 1.3, 1.5, 1.72, 1.95].filter(
    (share) => share <= hem,
  );
  const loose = (share: number) => (hem < 1 ? 0.006 + 0.018 * Math.max(0, share) : 0.006 + 0.005 * Math.max(0, share));
  addLoft(
    body,
    [
      ...cloth.map((share) => ring(share, loose(share), shade(look.trousers, share > hem - 0.06 ? 0.86 : 1))),
      ring(hem, loose(hem) - 0.006, shade(look.trousers, 0.7)),
      ring(hem - 0.04, 0, shade(look.trousers, 0.6)),
    ],
    { bind: bend, segments: 13, place, capStart: true },
  );
  const bare = [0.6, 0.72, 0.86, 0.94, 1, 1.06, 1.14, 1.3, 1.5, 1.72, 1.84, 2.05].filter((share) => share > hem - 0.14);
  const sock: Rgb = shade(look.shoes, 1.25);
  addLoft(
    body,
    bare.map((share) =>
      ring(share, share > 1.8 ? 0.002 : 0, share > 1.7 ? sock : shade(look.skin, share < hem + 0.1 ? 0.84 : 0.97)),
    ),
    { bind: bend, segments: 10, place },
  );
  addShoe(body, look, side, m.ankle);
}

function addShoe(body: BodyGeometry, look: AvatarLook, side: "Left" | "Right", ankle: number): void {
  const m = measureAvatar(look.build);
  const sign = side === "Left" ? 1 : -1;
  const size = look.build.statureMetres / 1.72;
  const [foot, toes] = [boneIndex(`${side}Foot`), boneIndex(`${side}ToeBase`)];
  const bind: Binding = (_x, _y, z) => handOver(foot, toes, z, 0.09, 0.14);
  const place = ([x, y, z]: Point): Point => [sign * m.hipHalf + x + sign * 0.006, y, z];
  // Heel to toe: how far in front of the ankle, half width, height of the upper's top above the ground.
  const outline: readonly (readonly [number, number, number])[] = [
    [-0.074, 0.012, 0.05],
    [-0.064, 0.03, ankle + 0.012],
    [-0.03, 0.039, ankle + 0.03],
    [0.01, 0.041, ankle + 0.026],
    [0.05, 0.043, ankle - 0.004],
    [0.1, 0.048, 0.058],
    [0.145, 0.046, 0.05],
    [0.178, 0.034, 0.041],
    [0.192, 0.012, 0.03],
  ];
  const row = (sole: boolean): Ring[] =>
    outline.map(([z, half, top]) => {
      const [low, high] = sole ? [0, 0.022] : [0.014, top];
      const grow = sole ? 0.005 : 0;
      return {
        at: [0, (low + high) / 2, z * size + (sole ? Math.sign(z) * 0.003 : 0)] as Point,
        width: half * size + grow,
        depth: (high - low) / 2,
        colour: sole ? shade(look.shoes, 1.5) : look.shoes,
      };
    });
  const options = { bind, segments: 10, forward: [0, 1, 0] as Point, place, capStart: true, capEnd: true };
  addLoft(body, row(false), { ...options, squareness: 2.5 });
  addLoft(body, row(true), { ...options, squareness: 4 });
}

/** Along the limb in metres for a share that counts the two parts as one each. */
function alongOf(share: number, upper: number, lower: number): number {
  return share < 1 ? share * upper : upper + (share - 1) * lower;
}

function radiusAt(outline: Outline, along: number): number {
  const above = outline.findIndex(([at]) => at >= along);
  if (above <= 0) return (outline[above === 0 ? 0 : outline.length - 1] as readonly [number, number])[1];
  const [a, b] = [outline[above - 1] as readonly [number, number], outline[above] as readonly [number, number]];
  return a[1] + ((along - a[0]) / (b[0] - a[0])) * (b[1] - a[1]);
}

function bindTwoParts(
  side: "Left" | "Right",
  parts: readonly ["Arm", "ForeArm", "Hand"] | readonly ["UpLeg", "Leg", "Foot"],
  upper: number,
  lower: number,
): Binding {
  const [first, second, third] = parts.map((part) => boneIndex(`${side}${part}`)) as [number, number, number];
  return (_x, y) => {
    const along = -y;
    if (along < upper + lower / 2) return handOver(first, second, along, upper - 0.045, upper + 0.045);
    return handOver(second, third, along, upper + lower - 0.02, upper + lower + 0.015);
  };
}

function modelledArm(shoulder: Point, radians: number): (point: Point) => Point {
  const [s, c] = [Math.sin(radians), Math.cos(radians)];
  return ([x, y, z]) => [shoulder[0] + x * c - y * s, shoulder[1] + x * s + y * c, shoulder[2] + z];
}
