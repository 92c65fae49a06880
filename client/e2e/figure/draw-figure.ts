// A camera's picture of the figure in a plain room, drawn by casting a line of sight through every quarter of a pixel. The same bits on every machine.
import { ballAround, castShape, dot, type Hit, type Rgb, type Shape, type Triple } from "./cast-shape.ts";
import type { Figure } from "./figures.ts";

export interface Camera {
  width: number;
  height: number;
  distanceMetres: number;
  heightMetres: number;
  /** Half the picture's height ÷ distance. */
  halfHeight: number;
}

export interface Standing {
  /** The person's left side comes forward for positive angles; 90 shows the left side. */
  viewDegrees: number;
  hipHeightMetres: number;
  /** Of the hips, in the body's own frame, so that the feet stay where they stand. */
  forwardMetres: number;
}

const SAMPLES = 2;
const WALL_Z = -1.6;
const SUN: Triple = normalised([0.45, 0.75, 0.6]);

interface Ball {
  shape: Shape;
  centre: Triple;
  radius: number;
}

/** r, g, b bytes of `camera.width` × `camera.height` pixels, from the upper left. */
export function drawFigure(shapes: readonly Shape[], figure: Figure, standing: Standing, camera: Camera): Uint8Array {
  const balls = shapes.map((shape): Ball => {
    const placed = placeShape(shape, standing);
    return { shape: placed, ...ballAround(placed) };
  });
  const [columns, rows] = [camera.width * SAMPLES, camera.height * SAMPLES];
  const eye: Triple = [0, camera.heightMetres, camera.distanceMetres];
  const depth = new Float64Array(columns * rows).fill(Number.POSITIVE_INFINITY);
  const colours = new Float32Array(3 * columns * rows);
  const ray: [number, number, number] = [0, 0, -1];
  const aimAt = (column: number, row: number) => {
    const up = (1 - (2 * (row + 0.5)) / rows) * camera.halfHeight;
    const across = ((2 * (column + 0.5)) / columns - 1) * camera.halfHeight * (columns / rows);
    const size = Math.sqrt(across * across + up * up + 1);
    ray[0] = across / size;
    ray[1] = up / size;
    ray[2] = -1 / size;
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      aimAt(column, row);
      drawRoom(balls, figure, eye, ray, colours, 3 * (row * columns + column));
    }
  }
  for (const { shape, centre, radius } of balls) {
    const pixelsPerMetre = rows / (2 * camera.halfHeight * (eye[2] - centre[2]));
    const middleColumn = columns / 2 + centre[0] * pixelsPerMetre;
    const middleRow = rows / 2 - (centre[1] - eye[1]) * pixelsPerMetre;
    // A ball off the middle of the picture looks a little larger than its radius.
    const reach = radius * pixelsPerMetre * 1.2 + 2;
    for (let row = Math.max(0, Math.floor(middleRow - reach)); row < Math.min(rows, middleRow + reach); row++) {
      for (
        let column = Math.max(0, Math.floor(middleColumn - reach));
        column < Math.min(columns, middleColumn + reach);
        column++
      ) {
        aimAt(column, row);
        if (!castShape(shape, eye, ray, hit)) continue;
        const at = row * columns + column;
        if (hit.distance <= 0 || hit.distance >= depth[at]!) continue;
        depth[at] = hit.distance;
        shade(shape.colour, ray, eye, colours, 3 * at);
      }
    }
  }
  return averaged(colours, camera.width, camera.height);
}

/** Written by every cast. */
const hit: Hit = { distance: 0, normal: [0, 0, 0] };

function drawRoom(
  balls: readonly Ball[],
  figure: Figure,
  eye: Triple,
  ray: Triple,
  colours: Float32Array,
  at: number,
): void {
  const toWall = (WALL_Z - eye[2]) / ray[2];
  const toFloor = ray[1] < 0 ? -eye[1] / ray[1] : Number.POSITIVE_INFINITY;
  if (toWall < toFloor) {
    const y = eye[1] + toWall * ray[1];
    const light = (0.9 + 0.05 * y - 0.03 * Math.abs(toWall * ray[0])) * (y < 0.09 ? 0.82 : 1);
    for (let k = 0; k < 3; k++) colours[at + k] = figure.wall[k]! * light;
    return;
  }
  const x = toFloor * ray[0];
  const z = eye[2] + toFloor * ray[2];
  const board = 0.94 + 0.06 * (Math.floor(x / 0.14 + 100) % 2);
  const light = board * (Math.abs(x) < 1.3 && Math.abs(z) < 1.4 ? lightOnFloor(balls, x, z) : 1);
  for (let k = 0; k < 3; k++) colours[at + k] = figure.floor[k]! * light;
}

// Shadow of the body, and darkness under the soles.
function lightOnFloor(balls: readonly Ball[], x: number, z: number): number {
  let light = 1;
  for (const { shape, centre, radius } of balls) {
    const ax = centre[0] - x;
    const az = centre[2] - z;
    if (centre[1] < 0.2) light = Math.min(light, 1 - 0.4 * Math.exp(-(ax * ax + az * az) / (radius * radius * 1.4)));
    const along = ax * SUN[0] + centre[1] * SUN[1] + az * SUN[2];
    if (ax * ax + centre[1] * centre[1] + az * az - along * along > radius * radius) continue;
    if (castShape(shape, [x, 0, z], SUN, hit) && hit.distance > 0) light = Math.min(light, 0.68);
  }
  return light;
}

function shade(colour: Rgb, ray: Triple, eye: Triple, colours: Float32Array, at: number): void {
  const { normal, distance } = hit;
  const sun = Math.max(0, dot(normal, SUN));
  const sky = 0.5 + 0.5 * normal[1];
  const facing = Math.max(0, -dot(normal, ray));
  const x = eye[0] + distance * ray[0];
  const y = eye[1] + distance * ray[1];
  const z = eye[2] + distance * ray[2];
  // Cloth and skin are never quite even; smooth over centimetres so that nothing flickers.
  const grain = 1 + 0.025 * Math.sin(x * 61 + y * 47) * Math.sin(y * 83 - z * 59);
  const light = (0.34 + 0.2 * sky + 0.5 * sun) * (0.72 + 0.28 * facing) * grain;
  for (let k = 0; k < 3; k++) colours[at + k] = colour[k]! * light;
}

function placeShape(shape: Shape, { viewDegrees, hipHeightMetres, forwardMetres }: Standing): Shape {
  const [s, c] = [Math.sin((-viewDegrees * Math.PI) / 180), Math.cos((-viewDegrees * Math.PI) / 180)];
  const turn = ([x, y, z]: Triple): Triple => [c * x + s * z, y, -s * x + c * z];
  const place = ([x, y, z]: Triple): Triple => {
    const [px, py, pz] = turn([x, y, z + forwardMetres]);
    return [px, py + hipHeightMetres, pz];
  };
  if (shape.kind === "limb") return { ...shape, from: place(shape.from), to: place(shape.to) };
  return { ...shape, at: place(shape.at), axes: [turn(shape.axes[0]), turn(shape.axes[1]), turn(shape.axes[2])] };
}

function averaged(colours: Float32Array, width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(3 * width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let k = 0; k < 3; k++) {
        let sum = 0;
        for (let i = 0; i < SAMPLES; i++)
          for (let j = 0; j < SAMPLES; j++)
            sum += colours[3 * ((row * SAMPLES + i) * width * SAMPLES + column * SAMPLES + j) + k]!;
        bytes[3 * (row * width + column) + k] = Math.max(0, Math.min(255, Math.round((255 * sum) / SAMPLES ** 2)));
      }
    }
  }
  return bytes;
}

function normalised(a: Triple): Triple {
  const length = Math.sqrt(dot(a, a));
  return [a[0] / length, a[1] / length, a[2] / length];
}
