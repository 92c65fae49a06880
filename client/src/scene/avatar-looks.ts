// The people one can be: build, skin, hair and clothes as numbers. No realism that embarrasses, nobody perfect, nobody a doll.
import type { Rgb } from "./body-geometry.ts";
import { parseColour } from "./body-geometry.ts";

export type HairStyle = "short" | "bob" | "bun" | "receding" | "curls" | "ponytail" | "crop" | "long";

export interface AvatarBuild {
  statureMetres: number;
  /** Half widths, metres. */
  shoulders: number;
  waist: number;
  hips: number;
  /** Half depths, metres. */
  chest: number;
  belly: number;
  /** 1 is average. */
  limbs: number;
}

export interface AvatarLook {
  build: AvatarBuild;
  skin: Rgb;
  hair: Rgb;
  hairStyle: HairStyle;
  beard: boolean;
  glasses: boolean;
  sleeves: "short" | "long";
  legs: "trousers" | "shorts";
  trousers: Rgb;
  shoes: Rgb;
}

const NARROW: AvatarBuild = {
  statureMetres: 1.66,
  shoulders: 0.164,
  waist: 0.128,
  hips: 0.17,
  chest: 0.112,
  belly: 0.098,
  limbs: 0.92,
};
const BROAD: AvatarBuild = {
  statureMetres: 1.79,
  shoulders: 0.198,
  waist: 0.152,
  hips: 0.17,
  chest: 0.126,
  belly: 0.11,
  limbs: 1.06,
};
const ROUND: AvatarBuild = {
  statureMetres: 1.63,
  shoulders: 0.176,
  waist: 0.166,
  hips: 0.188,
  chest: 0.13,
  belly: 0.146,
  limbs: 1.08,
};
const STOUT: AvatarBuild = {
  statureMetres: 1.74,
  shoulders: 0.194,
  waist: 0.178,
  hips: 0.182,
  chest: 0.136,
  belly: 0.156,
  limbs: 1.08,
};
const TALL: AvatarBuild = {
  statureMetres: 1.85,
  shoulders: 0.188,
  waist: 0.138,
  hips: 0.164,
  chest: 0.114,
  belly: 0.1,
  limbs: 0.98,
};
const SMALL: AvatarBuild = {
  statureMetres: 1.57,
  shoulders: 0.156,
  waist: 0.13,
  hips: 0.164,
  chest: 0.112,
  belly: 0.106,
  limbs: 0.94,
};

const look = (
  build: AvatarBuild,
  [skin, hair, trousers, shoes]: readonly [string, string, string, string],
  hairStyle: HairStyle,
  extras: Partial<Pick<AvatarLook, "beard" | "glasses" | "sleeves" | "legs">> = {},
): AvatarLook => ({
  build,
  skin: parseColour(skin),
  hair: parseColour(hair),
  trousers: parseColour(trousers),
  shoes: parseColour(shoes),
  hairStyle,
  beard: false,
  glasses: false,
  sleeves: "short",
  legs: "trousers",
  ...extras,
});

export const AVATAR_LOOKS: readonly AvatarLook[] = [
  look(NARROW, ["#e2ab88", "#5b3a26", "#2c4654", "#e9e2d6"], "bob"),
  look(BROAD, ["#8d5a3b", "#1d1614", "#3a3f4a", "#d8d3c8"], "crop", { beard: true }),
  look(ROUND, ["#efc3a4", "#c9c6c2", "#44606a", "#7a4a44"], "bun", { glasses: true, sleeves: "long" }),
  look(STOUT, ["#e8b596", "#a9a5a0", "#35444c", "#5d4a3c"], "receding", { glasses: true }),
  look(SMALL, ["#c98d63", "#171312", "#23363f", "#f0ebe0"], "ponytail"),
  look(TALL, ["#f0c8ab", "#b98545", "#4a5a48", "#35373d"], "short", { legs: "shorts" }),
  look(ROUND, ["#6d4430", "#231a18", "#2f3550", "#d99a5b"], "curls"),
  look(BROAD, ["#dca67f", "#3d3b3c", "#2b3f3c", "#c9c2b3"], "short", { sleeves: "long" }),
];

export function findLook(index: number): AvatarLook {
  const count = AVATAR_LOOKS.length;
  return AVATAR_LOOKS[((Math.trunc(index) % count) + count) % count] as AvatarLook;
}
