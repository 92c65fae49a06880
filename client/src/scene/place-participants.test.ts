import fc from "fast-check";
import { expect, test } from "vitest";
import { placeParticipants, type Standing } from "./place-participants.ts";

const group = (patients: number, self: number | undefined): Standing[] => [
  { participantId: "therapist", isSelf: false, isTherapist: true },
  ...Array.from({ length: patients }, (_, i) => ({
    participantId: `patient ${i}`,
    isSelf: i === self,
    isTherapist: false,
  })),
];

test("oneself stands in the middle in front of everybody", () => {
  const places = placeParticipants(group(6, 3));
  const own = places.get("patient 3")!;
  expect(own.x).toBe(0);
  for (const [id, place] of places) if (id !== "patient 3") expect(place.z).toBeLessThan(own.z - 0.5);
});

test("the therapist stands beside oneself, whoever else is there", () => {
  for (const patients of [1, 3, 6]) {
    const places = placeParticipants(group(patients, 0));
    const others = [...places].filter(([id]) => id !== "patient 0").map(([, place]) => Math.abs(place.x));
    expect(Math.abs(places.get("therapist")!.x)).toBe(Math.min(...others));
  }
});

test("nobody stands in another's way and everybody turns towards the middle", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.boolean(), (patients, hasSelf) => {
      const places = [...placeParticipants(group(patients, hasSelf ? 0 : undefined)).values()];
      places.forEach((a, i) => {
        expect(a.turnRadians * a.x).toBeLessThanOrEqual(0);
        for (const b of places.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.z - b.z)).toBeGreaterThan(0.85);
      });
    }),
  );
});

test("the order in which people are named does not move them", () => {
  const people = group(6, 2);
  fc.assert(
    fc.property(fc.shuffledSubarray(people, { minLength: people.length }), (shuffled) => {
      expect(Object.fromEntries(placeParticipants(shuffled))).toEqual(Object.fromEntries(placeParticipants(people)));
    }),
  );
});
