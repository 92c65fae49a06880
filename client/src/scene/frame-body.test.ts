import { describe, expect, it } from "vitest";
import { createBodyBounds, distanceToSee, includePoint } from "./frame-body.ts";

const FOV = 0.42;
function boundsOf(...points: [number, number, number][]) {
  const bounds = createBodyBounds();
  for (const point of points) includePoint(bounds, ...point);
  return bounds;
}
const standing = boundsOf([-0.4, 0, -0.1], [0.4, 1.6, 0.2]);
const lying = boundsOf([-0.3, 0, -0.9], [0.3, 0.4, 0.8]);

/** Whether a point is on the picture of a camera that looks at the middle, with the body turned. */
function isSeen([x, y, z]: readonly number[], turn: number, above: number, bounds: typeof standing, aspect: number) {
  const { distance, height } = distanceToSee(bounds, FOV, aspect, above);
  const [cx, cz] = [(bounds.least[0] + bounds.most[0]) / 2, (bounds.least[2] + bounds.most[2]) / 2];
  const [dx, dz] = [x! - cx, z! - cz];
  const [rx, rz] = [dx * Math.cos(turn) - dz * Math.sin(turn), dx * Math.sin(turn) + dz * Math.cos(turn)];
  const dy = y! - height;
  const up = dy * Math.cos(above) - rz * Math.sin(above);
  const away = distance - rz * Math.cos(above) - dy * Math.sin(above);
  const half = away * Math.tan(FOV / 2);
  return Math.abs(up) <= half && Math.abs(rx) <= half * aspect;
}

describe.each([
  ["standing", standing],
  ["lying", lying],
])("somebody %s", (_, bounds) => {
  it.each([0.7, 1, 1.6])("is whole on a picture %s times as wide as high, from every side and from above", (aspect) => {
    for (let turn = 0; turn < 6.3; turn += 0.3) {
      for (const above of [0, 0.2, 0.6, 1.2]) {
        for (const x of [bounds.least[0], bounds.most[0]]) {
          for (const y of [bounds.least[1], bounds.most[1]]) {
            for (const z of [bounds.least[2], bounds.most[2]]) {
              expect(isSeen([x, y, z], turn, above, bounds, aspect), `${turn} ${above} ${x} ${y} ${z}`).toBe(true);
            }
          }
        }
      }
    }
  });

  it("fills a good part of it", () => {
    const { distance } = distanceToSee(bounds, FOV, 1.3, 0.1);
    const seen = 2 * distance * Math.tan(FOV / 2);
    const length = Math.max(bounds.most[1], bounds.most[2] - bounds.least[2]);
    expect(length / (seen * 1.3)).toBeGreaterThan(0.35);
  });
});
