import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownLoss, rememberLoss } from "./way-loss-rules.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const of = (lossShare: number, producerId = "ana") => [{ producerId, lossShare }];

describe("a viewer's own loss", () => {
  it("is nothing where all was lost before it came to the node", () => {
    expect(ownLoss(of(0.2), () => [0.2])).toBe(0);
    expect(ownLoss(of(0.2), () => [0, 0.22, 0.1])).toBe(0);
    // As it was seen: of few packets on sound, chance took a third.
    expect(ownLoss(of(0.31), () => [0.19, 0.08, 0])).toBe(0);
    expect(ownLoss(of(1), () => [1])).toBe(0);
  });

  it("is all that is reported where nothing was lost before", () => {
    fc.assert(
      fc.property(share, (lossShare) => {
        expect(ownLoss(of(lossShare), () => [0])).toBeCloseTo(lossShare);
      }),
    );
    expect(ownLoss(of(0.3), () => [])).toBeCloseTo(0.3);
  });

  it("is what is lost of the rest where both lines are bad", () => {
    // Of a hundred packets 80 reach the node, or, were it bad luck, 60; and 30 of these the viewer.
    expect(ownLoss(of(0.7), () => [0.2])).toBeCloseTo(0.5);
  });

  it("is seen by what another sends whose line is well", () => {
    const lately = (producerId: string) => (producerId === "ana" ? [0.3] : [0]);
    expect(ownLoss([...of(0.3, "ana"), ...of(0.1, "bruno")], lately)).toBeCloseTo(0.1);
  });

  it("is a share, whatever is reported", () => {
    fc.assert(
      fc.property(share, fc.array(share), (lossShare, lately) => {
        const loss = ownLoss(of(lossShare), () => lately);
        expect(loss).toBeGreaterThanOrEqual(0);
        expect(loss).toBeLessThanOrEqual(lossShare + Number.EPSILON);
      }),
    );
    expect(ownLoss([], () => [])).toBe(0);
  });
});

it("remembers for as long as a report on sound may be about, and stand", () => {
  const lately = [0.5, ...Array<number>(15).fill(0)].reduce<readonly number[]>(rememberLoss, []);
  expect(Math.max(...lately)).toBe(0.5);
  expect(Math.max(...rememberLoss(lately, 0))).toBe(0);
});
