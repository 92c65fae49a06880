// Trunk and clothes: trousers to the waist, a shirt in the participant's colour over them, a neck out of the collar.
import { addLoft, type Ring } from "./add-loft.ts";
import { boneIndex, measureAvatar } from "./avatar-bones.ts";
import type { AvatarLook } from "./avatar-looks.ts";
import { type Binding, type BodyGeometry, handOver, type Influence, type Rgb, shade } from "./body-geometry.ts";

const SEGMENTS = 18;
const SQUARENESS = 2.35;

/** Cross-section of the trunk: share of the way from hip to shoulder, half width, half depth, centre in front of the spine. */
type Section = readonly [share: number, width: number, depth: number, forward: number];

function shirtSections({ build }: AvatarLook): readonly Section[] {
  const { shoulders, waist, hips, chest, belly } = build;
  const bulge = Math.max(0, belly - chest + 0.012);
  return [
    [-0.19, hips * 1.09, chest * 1.1, 0],
    [0.02, hips * 1.07, chest * 1.08, bulge * 0.3],
    [0.16, (hips + waist) / 2 + 0.006, (chest + belly) / 2 + 0.006, bulge * 0.8],
    [0.34, waist * 1.04, belly * 1.02, bulge],
    [0.52, (waist + shoulders * 0.94) / 2, (belly + chest) / 2, bulge * 0.6],
    [0.7, shoulders * 0.95, chest * 1.04, 0.008],
    [0.84, shoulders * 1.0, chest * 1.02, 0.008],
    [0.94, shoulders * 0.99, chest * 0.9, 0],
    [1.0, shoulders * 0.94, chest * 0.78, -0.004],
    [1.05, shoulders * 0.78, chest * 0.68, -0.008],
    [1.095, shoulders * 0.56, chest * 0.6, -0.01],
    [1.135, shoulders * 0.38, chest * 0.53, -0.01],
  ];
}

export function addTorso(body: BodyGeometry, look: AvatarLook, shirt: Rgb): void {
  const m = measureAvatar(look.build);
  const trunk = m.shoulderHeight - m.hipHeight;
  const bind = bindTrunk(m.hipHeight, trunk);
  const ring = ([share, width, depth, forward]: Section, colour: Rgb): Ring => ({
    at: [0, m.hipHeight + share * trunk, forward],
    width,
    depth,
    colour,
  });
  const { hips, chest } = look.build;
  const seat: readonly Section[] = [
    [-0.25, hips * 0.3, chest * 0.5, -0.004],
    [-0.21, hips * 0.7, chest * 0.8, -0.005],
    [-0.1, hips * 0.98, chest * 1.0, -0.006],
    [0.1, hips * 0.98, chest * 0.98, 0],
  ];
  addLoft(
    body,
    seat.map((section) => ring(section, look.trousers)),
    { bind, segments: SEGMENTS, squareness: SQUARENESS, capStart: true },
  );
  const sections = shirtSections(look);
  const colours = sections.map(([share]) => shade(shirt, share < 0 ? 0.8 : share < 0.1 ? 0.9 : share < 0.4 ? 0.96 : 1));
  addLoft(
    body,
    sections.map((section, i) => ring(section, colours[i] as Rgb)),
    { bind, segments: SEGMENTS, squareness: SQUARENESS },
  );
  closeHem(body, ring(sections[0] as Section, shade(shirt, 0.7)), bind);
  addNeck(body, look, shirt, bind);
}

/** Where the front of the shirt is, for what is printed on it. */
export function shirtFront(look: AvatarLook, x: number, share: number): number {
  const sections = shirtSections(look);
  const above = Math.max(
    1,
    sections.findIndex(([s]) => s >= share),
  );
  const [low, high] = [sections[above - 1] as Section, sections[above] as Section];
  const t = (share - low[0]) / (high[0] - low[0]);
  const [width, depth, forward] = [1, 2, 3].map(
    (k) => (low[k] as number) + t * ((high[k] as number) - (low[k] as number)),
  );
  const across = Math.min(1, Math.abs(x) / (width as number));
  return (forward as number) + (depth as number) * (1 - across ** SQUARENESS) ** (1 / SQUARENESS);
}

/** Shares of the trunk at which one bone of the spine hands over to the next. */
export function bindTrunk(hipHeight: number, trunk: number): Binding {
  const [hips, spine, spine1, spine2] = (["Hips", "Spine", "Spine1", "Spine2"] as const).map(boneIndex) as [
    number,
    number,
    number,
    number,
  ];
  const shoulders = [boneIndex("RightShoulder"), boneIndex("LeftShoulder")] as const;
  return (x, y) => {
    const share = (y - hipHeight) / trunk;
    if (share < 0.25) return handOver(hips, spine, share, 0.02, 0.25);
    if (share < 0.48) return handOver(spine, spine1, share, 0.27, 0.48);
    if (share < 0.8) return handOver(spine1, spine2, share, 0.5, 0.74);
    const shoulder = shoulders[x > 0 ? 1 : 0];
    const reach = handOver(spine2, shoulder, Math.abs(x), 0.06, 0.16);
    return reach as readonly Influence[];
  };
}

// Turns the hem inwards, so that nobody looks up into an empty shirt.
function closeHem(body: BodyGeometry, hem: Ring, bind: Binding): void {
  const inner: Ring = {
    ...hem,
    at: [hem.at[0], hem.at[1] + 0.012, hem.at[2]],
    width: hem.width * 0.86,
    depth: hem.depth * 0.86,
  };
  addLoft(body, [inner, hem], { bind, segments: SEGMENTS, squareness: SQUARENESS });
}

function addNeck(body: BodyGeometry, look: AvatarLook, shirt: Rgb, trunkBind: Binding): void {
  const m = measureAvatar(look.build);
  const trunk = m.shoulderHeight - m.hipHeight;
  const [chest, neck, head] = (["Spine2", "Neck", "Head"] as const).map(boneIndex) as [number, number, number];
  const [from, to] = [m.shoulderHeight + 0.03, m.headHeight];
  const bind: Binding = (_x, y) =>
    y < to - 0.035 ? handOver(chest, neck, y, from, from + 0.04) : handOver(neck, head, y, to - 0.035, to + 0.01);
  const thick = 0.052 * look.build.limbs;
  const skin = shade(look.skin, 0.9);
  const rings: Ring[] = [
    { at: [0, from - 0.02, -0.012], width: thick * 1.25, depth: thick * 1.2, colour: skin },
    { at: [0, from + 0.03, -0.01], width: thick * 1.04, depth: thick * 1.04, colour: skin },
    { at: [0, to - 0.01, -0.004], width: thick, depth: thick * 1.03, colour: shade(look.skin, 0.82) },
    { at: [0, to + 0.05, -0.002], width: thick * 1.02, depth: thick * 1.05, colour: shade(look.skin, 0.78) },
  ];
  addLoft(body, rings, { bind, segments: 12 });
  const collarAt = m.shoulderHeight + 0.135 * trunk;
  const collar = (dy: number, grow: number): Ring => ({
    at: [0, collarAt + dy, -0.01],
    width: look.build.shoulders * 0.38 * grow,
    depth: look.build.chest * 0.53 * grow,
    colour: shade(shirt, 0.78),
  });
  addLoft(body, [collar(-0.006, 1.02), collar(0.008, 0.99), collar(0.01, 0.9), collar(-0.012, 0.8)], {
    bind: trunkBind,
    segments: SEGMENTS,
  });
}
