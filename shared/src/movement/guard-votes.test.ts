import { describe, expect, it } from "vitest";
import { createGuardVotes, fadeGuardVotes, guardsHold, voteOnGuards, weightOfMoment } from "./guard-votes.ts";
import { ANGLE_COUNT, angleIndex } from "./motion.ts";
import type { GuardRule } from "./movement-rule.ts";

const straightKnee: GuardRule = { motion: "kneeFlexion", of: "active", at: "peak", atMostDegrees: 60 };
const oneLeg: GuardRule = { motion: "hipFlexion", of: "difference", at: "peak", atLeastDegrees: 20 };

function anglesOf(degrees: { knee?: number; leftHip?: number; rightHip?: number }) {
  const angles = { degrees: new Float64Array(ANGLE_COUNT), known: new Uint8Array(ANGLE_COUNT) };
  const put = (index: number, value: number | undefined) => {
    if (value === undefined) return;
    angles.degrees[index] = value;
    angles.known[index] = 1;
  };
  put(angleIndex("kneeFlexion", "left"), degrees.knee);
  put(angleIndex("hipFlexion", "left"), degrees.leftHip);
  put(angleIndex("hipFlexion", "right"), degrees.rightHip);
  return angles;
}

describe("guards put to the vote", () => {
  it("[REP7] one frame in which a landmark jumped takes no repetition away, an angle that stays wrong does", () => {
    const votes = createGuardVotes([straightKnee]);
    const vote = (knee: number, share: number) =>
      voteOnGuards(votes, [straightKnee], "peak", anglesOf({ knee }), "left", weightOfMoment(share, 33));
    for (const share of [0.6, 0.8, 0.95, 1]) vote(10, share);
    vote(120, 1.05);
    expect(guardsHold(votes)).toBe(true);
    for (const share of [1, 1, 0.95]) vote(120, share);
    expect(guardsHold(votes)).toBe(false);
  });

  it("[REP7] what was so on the way counts less than what was so at the height", () => {
    const votes = createGuardVotes([straightKnee]);
    for (let i = 0; i < 6; i++) {
      voteOnGuards(votes, [straightKnee], "peak", anglesOf({ knee: 120 }), "left", weightOfMoment(0.5, 33));
    }
    voteOnGuards(votes, [straightKnee], "peak", anglesOf({ knee: 10 }), "left", weightOfMoment(1, 33));
    expect(guardsHold(votes)).toBe(true);
  });

  it("[REP7] a joint that was not seen speaks neither for nor against, and a new movement begins without votes", () => {
    const votes = createGuardVotes([straightKnee]);
    voteOnGuards(votes, [straightKnee], "peak", anglesOf({}), "left", 100);
    expect(guardsHold(votes)).toBe(true);
    voteOnGuards(votes, [straightKnee], "peak", anglesOf({ knee: 120 }), "left", 100);
    expect(guardsHold(votes)).toBe(false);
    fadeGuardVotes(votes, [straightKnee], "peak", 1);
    expect(guardsHold(votes)).toBe(true);
  });

  it("[REP7] a difference of sides stays the same when the trunk leans over both", () => {
    for (const lean of [0, 40]) {
      const votes = createGuardVotes([oneLeg]);
      voteOnGuards(votes, [oneLeg], "peak", anglesOf({ leftHip: 80 + lean, rightHip: lean }), "left", 100);
      expect(guardsHold(votes), `leaning ${lean}°`).toBe(true);
    }
    const votes = createGuardVotes([oneLeg]);
    voteOnGuards(votes, [oneLeg], "peak", anglesOf({ leftHip: 80, rightHip: 80 }), "left", 100);
    expect(guardsHold(votes)).toBe(false);
  });
});
