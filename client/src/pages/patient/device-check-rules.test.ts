import { deviceCheckMessage } from "@ensemble/shared/protocol/room-messages.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import german from "../../../../assets/locales/de/lobby.json";
import english from "../../../../assets/locales/en/lobby.json";
import {
  type FoundDevices,
  firstTrouble,
  foundBefore,
  messageOf,
  overallTone,
  partWords,
} from "./device-check-rules.ts";

const GOOD: FoundDevices = {
  camera: "good",
  microphone: "good",
  speaker: "good",
  line: { verdict: "good", cause: "", numbers: undefined },
  picture: undefined,
};
const { camera, microphone, speaker, line, lineCause } = deviceCheckMessage.shape;
const messages = fc.record({
  camera: fc.constantFrom(...camera.options),
  microphone: fc.constantFrom(...microphone.options),
  speaker: fc.constantFrom(...speaker.options),
  line: fc.constantFrom(...line.options),
  lineCause: fc.constantFrom(...lineCause.options),
});

describe("the device check", () => {
  it("is not over while anything is being looked at, but does not wait for an answer", () => {
    for (const part of ["camera", "microphone", "line"] as const) {
      const found = { ...GOOD, [part]: "checking" };
      expect(overallTone(found)).toBe("checking");
      expect(messageOf(found)).toBeUndefined();
    }
    expect(overallTone({ ...GOOD, speaker: "unanswered" })).toBe("open");
    expect(overallTone(GOOD)).toBe("good");
    expect(messageOf({ ...GOOD, speaker: "unanswered" })).toMatchObject({ speaker: "unanswered" });
  });

  it("names what keeps somebody out of sight or hearing before what only makes it worse", () => {
    const narrow: FoundDevices["line"] = { verdict: "weak", cause: "shared", numbers: undefined };
    expect(firstTrouble(GOOD)).toBeUndefined();
    expect(firstTrouble({ ...GOOD, line: narrow })).toMatchObject({ part: "line", state: "weak" });
    expect(firstTrouble({ ...GOOD, camera: "slow", line: narrow })).toMatchObject({ part: "camera" });
    expect(firstTrouble({ ...GOOD, camera: "slow", speaker: "unheard" })).toMatchObject({ part: "speaker" });
  });

  it("tells the therapist what it found, and reads it again after a reload", () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(messageOf(foundBefore(message))).toEqual(message);
        expect(deviceCheckMessage.parse(message)).toEqual(message);
      }),
    );
  });

  it("has words in both languages for everything it can find, and advice wherever something is not well", () => {
    const checking = { ...GOOD, camera: "checking", microphone: "checking", line: "checking" } as const;
    const wordsOf = (found: FoundDevices) => {
      for (const { part, state, advice, tone } of partWords(found)) {
        for (const texts of [english, german]) {
          expect(textAt(texts, `check.${part}.${state}`), `${part}.${state}`).toMatch(/\S/);
          if (advice !== undefined) expect(textAt(texts, advice.replace("lobby.", "")), advice).toMatch(/\S/);
        }
        const unadvised = part === "camera" && state === "none";
        if ((tone === "fair" || tone === "bad") && !unadvised) expect(advice, `${part}.${state}`).toBeDefined();
      }
    };
    wordsOf(checking);
    fc.assert(fc.property(messages, (message) => wordsOf(foundBefore(message))));
  });
});

function textAt(texts: unknown, path: string): unknown {
  return path.split(".").reduce((at, key) => (at as Record<string, unknown> | undefined)?.[key], texts);
}
