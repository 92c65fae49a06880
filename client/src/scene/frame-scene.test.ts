import fc from "fast-check";
import { expect, test } from "vitest";
import { frameScene, heightInPicture, shareOfPicture } from "./frame-scene.ts";
import { placeParticipants } from "./place-participants.ts";

const aspects = fc.double({ min: 0.45, max: 2.4, noNaN: true });

function standing(count: number) {
  const people = Array.from({ length: count }, (_, i) => ({
    participantId: `p${i}`,
    isSelf: i === 0,
    isTherapist: i === 1,
  }));
  return [...placeParticipants(people).values()];
}

function framingOf(places: ReturnType<typeof standing>, aspect: number) {
  const outer = places.reduce((a, b) => (Math.abs(b.x) > Math.abs(a.x) ? b : a));
  return frameScene(aspect, Math.abs(outer.x), Math.max(...places.map(({ z }) => z)), outer.z);
}

test("everybody is in the picture from soles to head, with arms held out, at every shape of the screen", () => {
  fc.assert(
    fc.property(aspects, fc.integer({ min: 1, max: 8 }), (aspect, count) => {
      const places = standing(count);
      const framing = framingOf(places, aspect);
      for (const { x, z } of places) {
        expect(shareOfPicture(framing, 0, z)).toBeGreaterThan(0.03);
        expect(shareOfPicture(framing, 1.9, z)).toBeLessThan(0.8);
        // The camera is level within a few degrees: a point's place across is its x over its distance.
        const across =
          (Math.abs(x) + 0.75) / ((framing.distance - z) * Math.tan(framing.verticalFovRadians / 2) * aspect);
        expect(across).toBeLessThan(1.03);
      }
    }),
  );
});

test("a height found for a share of the picture is seen at that share", () => {
  fc.assert(
    fc.property(
      aspects,
      fc.double({ min: 0.1, max: 0.95, noNaN: true }),
      fc.double({ min: -30, max: 1, noNaN: true }),
      (aspect, share, z) => {
        const framing = framingOf(standing(7), aspect);
        expect(shareOfPicture(framing, heightInPicture(framing, share, z), z)).toBeCloseTo(share, 9);
      },
    ),
  );
});
