import { describe, expect, it } from "vitest";
import { sendable, sentWords } from "./send-rules.ts";

describe("what can be sent of a moment", () => {
  it("is never more than there is, and the least of it comes first", () => {
    expect(sendable(false, false)).toEqual(["figure"]);
    expect(sendable(true, false)).toEqual(["figure", "movement"]);
    expect(sendable(true, true)).toEqual(["figure", "movement", "picture"]);
  });

  it("is said afterwards as it was sent", () => {
    const clip = { fromMs: 1, untilMs: 2, picture: null };
    expect(sentWords({ clip: null })).toBe("review.sent");
    expect(sentWords({ clip })).toBe("review.sentWithMovement");
    expect(sentWords({ clip: { ...clip, picture: { beginsAtMs: 0 } } })).toBe("review.sentWithPicture");
  });
});
