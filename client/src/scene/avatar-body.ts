// A whole person as one mesh's worth of triangles: shirt in the participant's colour, shape on the chest, everything else their own look.
import type { MarkShape } from "../ui/marks.ts";
import { addHair } from "./avatar-hair.ts";
import { addHead } from "./avatar-head.ts";
import { addArm, addLeg } from "./avatar-limbs.ts";
import type { AvatarLook } from "./avatar-looks.ts";
import { addTorso } from "./avatar-torso.ts";
import { type BodyGeometry, createBodyGeometry, parseColour } from "./body-geometry.ts";
import { addChestMark } from "./chest-mark.ts";
import { shapeHead } from "./shape-head.ts";

export interface Clothing {
  /** Of the shirt, `#rrggbb`. */
  colour: string;
  /** Nothing is printed without one. */
  shape?: MarkShape | undefined;
}

/** Modelled with the arms half raised; see MODEL_ARM_RADIANS. Facing z, person's left along x, soles at y = 0. */
export function buildAvatarBody(look: AvatarLook, clothing: Clothing): BodyGeometry {
  const body = createBodyGeometry();
  const shirt = parseColour(clothing.colour);
  addTorso(body, look, shirt);
  for (const side of ["Left", "Right"] as const) {
    addArm(body, look, shirt, side);
    addLeg(body, look, side);
  }
  const head = shapeHead(look);
  addHead(body, look, head);
  addHair(body, look, head);
  if (clothing.shape) addChestMark(body, look, clothing.shape);
  return body;
}
