// Hair as a shell over the skull between two lines, plus what hangs or is tied: one outline per style.
import { addEllipsoid } from "./add-loft.ts";
import { boneIndex } from "./avatar-bones.ts";
import type { AvatarLook, HairStyle } from "./avatar-looks.ts";
import {
  addTriangle,
  addVertex,
  type Binding,
  type BodyGeometry,
  handOver,
  type Rgb,
  rigid,
  shade,
} from "./body-geometry.ts";
import type { Head } from "./shape-head.ts";

/** Angles run from the front (0) to the back (π), the same on both sides unless a style parts its hair. */
interface HairOutline {
  /** Lower edge as a share of chin to crown; below 0 it hangs below the chin. */
  low: (radians: number) => number;
  /** Falls straight instead of following jaw and neck. */
  hangs?: boolean;
  /** Upper edge, 1 is the crown. */
  high: number;
  /** Metres above the skull. */
  thick: (share: number, radians: number) => number;
}

const COLUMNS = 26;
const ROWS = 8;

/** Straight lines between [angle in degrees, value]. */
function along(...stops: readonly (readonly [number, number])[]): (radians: number) => number {
  return (radians) => {
    const degrees = Math.abs((radians * 180) / Math.PI);
    const next = stops.findIndex(([at]) => at >= degrees);
    if (next <= 0) return (stops[next === 0 ? 0 : stops.length - 1] as readonly [number, number])[1];
    const [a, b] = [stops[next - 1] as readonly [number, number], stops[next] as readonly [number, number]];
    const t = (degrees - a[0]) / (b[0] - a[0]);
    return a[1] + t * t * (3 - 2 * t) * (b[1] - a[1]);
  };
}

const SHORT = along(
  [0, 0.78],
  [25, 0.79],
  [48, 0.7],
  [68, 0.58],
  [78, 0.4],
  [92, 0.5],
  [108, 0.34],
  [140, 0.22],
  [180, 0.16],
);
const OUTLINES: Record<HairStyle, HairOutline> = {
  short: {
    low: SHORT,
    high: 1,
    thick: (share, a) =>
      0.014 + 0.016 * Math.max(0, share - 0.6) + (Math.abs(a) < 0.9 ? 0.012 * Math.max(0, share - 0.72) * 4 : 0),
  },
  crop: { low: SHORT, high: 1, thick: (share) => 0.008 + 0.006 * Math.max(0, share - 0.5) },
  bob: {
    low: along([0, 0.74], [22, 0.76], [40, 0.66], [58, 0.42], [72, 0.1], [100, -0.06], [180, -0.1]),
    hangs: true,
    high: 1,
    thick: (share, a) => 0.018 + (Math.abs(a) > 0.9 ? 0.022 * Math.max(0, 0.75 - share) : 0.006),
  },
  long: {
    low: along([0, 0.76], [22, 0.77], [42, 0.64], [60, 0.35], [76, -0.1], [105, -0.32], [180, -0.42]),
    hangs: true,
    high: 1,
    thick: (share, a) => 0.016 + (Math.abs(a) > 1 ? 0.02 * Math.max(0, 0.7 - share) : 0.006),
  },
  bun: {
    low: along([0, 0.8], [40, 0.74], [66, 0.6], [78, 0.5], [95, 0.46], [115, 0.28], [180, 0.16]),
    high: 1,
    thick: (share) => 0.011 + 0.006 * Math.max(0, share - 0.6),
  },
  ponytail: {
    low: along([0, 0.79], [40, 0.74], [66, 0.6], [78, 0.46], [95, 0.46], [115, 0.28], [180, 0.16]),
    high: 1,
    thick: (share) => 0.011 + 0.005 * Math.max(0, share - 0.6),
  },
  receding: {
    low: along([0, 0.99], [52, 0.985], [66, 0.66], [78, 0.42], [92, 0.46], [110, 0.24], [180, 0.1]),
    high: 0.985,
    thick: (share) => (share > 0.85 ? 0.003 : 0.011),
  },
  curls: {
    low: along([0, 0.76], [30, 0.74], [55, 0.6], [72, 0.4], [90, 0.3], [115, 0.16], [180, 0.06]),
    high: 1,
    thick: (share, a) => 0.034 + 0.02 * Math.max(0, 1 - share) * Math.sin(share * 31) * Math.cos(a * 7),
  },
};

export function addHair(body: BodyGeometry, look: AvatarLook, head: Head): void {
  const bind = bindHair(head);
  addShell(body, head, OUTLINES[look.hairStyle], look.hair, bind);
  if (look.hairStyle === "bun" || look.hairStyle === "ponytail") addTied(body, look, head);
  if (look.beard) addBeard(body, look, head);
}

// What falls below the chin follows neck and chest rather than stabbing through the shoulders.
function bindHair(head: Head): Binding {
  const chest = boneIndex("Spine2");
  const chin = head.surface(0, 0)[1];
  return (_x, y) => handOver(chest, head.bone, y, chin - 0.12, chin + 0.02);
}

function addShell(body: BodyGeometry, head: Head, outline: HairOutline, colour: Rgb, bind: Binding): void {
  const first = body.positions.length / 3;
  const put = (share: number, radians: number, off: number, tone: number) => {
    const at = head.surface(share, radians, off);
    const hang = head.surface(Math.max(share, 0.42), radians, off);
    const [x, z] = outline.hangs && share < 0.42 && Math.abs(radians) > 0.95 ? [hang[0], hang[2]] : [at[0], at[2]];
    const y = head.surface(0, 0)[1] + share * head.size + (at[1] - head.surface(share, radians)[1]);
    addVertex(body, [x, y, z], shade(colour, tone), bind(x, y, z));
  };
  for (let column = 0; column < COLUMNS; column++) {
    const radians = ((column / COLUMNS) * 2 - 1) * Math.PI;
    const low = outline.low(radians);
    put(low, radians, -0.004, 0.8);
    for (let row = 0; row <= ROWS; row++) {
      const share = low + (outline.high - low) * (row / ROWS) ** 0.85;
      const edge = row === 0 ? 0.62 : 1;
      const strand = column % 2 === 0 ? 1 : 0.93;
      put(share, radians, outline.thick(share, radians) * edge, (0.86 + (0.2 * row) / ROWS) * strand);
    }
  }
  const height = ROWS + 2;
  for (let column = 0; column < COLUMNS; column++) {
    const [a, b] = [first + column * height, first + ((column + 1) % COLUMNS) * height];
    for (let row = 0; row + 1 < height; row++) {
      addTriangle(body, a + row, b + row, b + row + 1);
      addTriangle(body, a + row, b + row + 1, a + row + 1);
    }
  }
}

function addTied(body: BodyGeometry, look: AvatarLook, head: Head): void {
  const [x, y, z] = head.surface(0.86, Math.PI, 0.012);
  if (look.hairStyle === "bun") {
    addEllipsoid(body, {
      at: [x, y + 0.014, z - 0.012],
      radii: [0.042, 0.038, 0.036],
      colour: shade(look.hair, 0.95),
      bind: rigid(head.bone),
      rows: 7,
      segments: 12,
    });
    return;
  }
  const bind = bindHair(head);
  addEllipsoid(body, {
    at: [x, y - 0.01, z - 0.014],
    radii: [0.017, 0.017, 0.02],
    colour: [0.91, 0.41, 0.29],
    bind,
    rows: 5,
    segments: 10,
  });
  addEllipsoid(body, {
    at: [x, y - 0.1, z - 0.032],
    radii: [0.03, 0.105, 0.026],
    colour: look.hair,
    bind,
    rows: 8,
    segments: 10,
  });
}

function addBeard(body: BodyGeometry, look: AvatarLook, head: Head): void {
  const bind = rigid(head.bone)(0, 0, 0);
  const tone = shade(look.hair, 1.04);
  const columns = 16;
  const top = along([0, 0.165], [16, 0.17], [24, 0.24], [34, 0.26], [60, 0.3], [84, 0.42]);
  const rows = 4;
  const first = body.positions.length / 3;
  for (let column = 0; column <= columns; column++) {
    const radians = ((column / columns) * 2 - 1) * 1.47;
    const high = top(radians);
    for (let row = 0; row <= rows; row++) {
      const share = -0.02 + (high + 0.02) * (row / rows);
      const at = head.surface(share, radians, row === rows ? -0.001 : 0.009);
      addVertex(body, [at[0], at[1] - (row === 0 ? 0.006 : 0), at[2]], shade(tone, 0.85 + 0.15 * (row / rows)), bind);
    }
  }
  for (let column = 0; column < columns; column++) {
    const a = first + column * (rows + 1);
    for (let row = 0; row < rows; row++) {
      const b = a + rows + 1;
      addTriangle(body, a + row, b + row, b + row + 1);
      addTriangle(body, a + row, b + row + 1, a + row + 1);
    }
  }
}
