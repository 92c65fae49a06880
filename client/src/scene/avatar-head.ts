// The head: an egg with a jaw, ears, a nose and a face. Hints, no portrait.
import { addEllipsoid, addLoft } from "./add-loft.ts";
import { addEye, addGlasses, addMouth } from "./avatar-face.ts";
import type { AvatarLook } from "./avatar-looks.ts";
import { type BodyGeometry, mixColours, type Point, rigid, shade } from "./body-geometry.ts";
import { type Head, SKULL } from "./shape-head.ts";

export function addHead(body: BodyGeometry, look: AvatarLook, head: Head): void {
  const { size } = head;
  const chin = look.build.statureMetres - size;
  const bind = rigid(head.bone);
  const warm = mixColours(look.skin, [0.83, 0.36, 0.3], 0.1);
  addLoft(
    body,
    SKULL.map(([share, width, depth, centre]) => ({
      at: [0, chin + share * size, centre * size] as Point,
      width: width * size,
      depth: depth * size,
      colour: share > 0.2 && share < 0.45 ? warm : share < 0.05 ? shade(look.skin, 0.88) : look.skin,
    })),
    { bind, segments: 18, capStart: true, capEnd: true },
  );
  for (const sign of [1, -1]) {
    const [x, y, z] = head.surface(0.42, (sign * Math.PI) / 2, -0.004);
    const ear = { at: [x, y, z - 0.01] as Point, radii: [0.011, 0.03, 0.019] as Point, tiltRadians: sign * -0.12 };
    addEllipsoid(body, { ...ear, colour: shade(warm, 0.95), bind, segments: 6, rows: 4 });
    addEye(body, look, head, sign);
  }
  const tip = head.face(0, 0.355, 0.004);
  addEllipsoid(body, { at: tip, radii: [0.0155, 0.0125, 0.0185], colour: warm, bind, rows: 5 });
  addEllipsoid(body, { at: head.face(0, 0.43, 0), radii: [0.0095, 0.028, 0.0115], colour: look.skin, bind, rows: 4 });
  addMouth(body, look, head);
  if (look.glasses) addGlasses(body, head);
}
