import { readFileSync } from "node:fs";
import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import i18next from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import type { Moment } from "./moment-rules.ts";
import { nextWords, spokenWords, type WordsContext, wordsOf } from "./moment-words.ts";
import { sideOf } from "./side-rules.ts";

const ASSETS = "../../../../assets";
const read = (path: string) => JSON.parse(readFileSync(new URL(`${ASSETS}/${path}`, import.meta.url), "utf8"));
const legRaise = parseTrackedExerciseFile(read("exercises/hip-abduction.json"));
const squat = parseTrackedExerciseFile(read("exercises/squat.json"));

beforeAll(async () => {
  const words = (language: string) => ({
    translation: { patient: read(`locales/${language}/patient.json`), cues: read(`locales/${language}/cues.json`) },
  });
  await i18next.init({ lng: "en", resources: { en: words("en"), de: words("de") } });
});

function context(change: Partial<WordsContext> = {}): WordsContext {
  const language = change.language ?? "en";
  return { exercise: legRaise, side: "both", language, t: i18next.getFixedT(language), ...change };
}
const PROMPT: Moment = { kind: "prompt" };
const CUE: Moment = { kind: "cue", cue: legRaise.errors[0]?.cue ?? "" };

describe("the instruction", () => {
  it("names the side it is for", () => {
    expect(wordsOf(PROMPT, context({ side: "right" }))).toBe("Right: Leg to the side, slowly back.");
    expect(wordsOf(PROMPT, context({ side: "left", language: "de" }))).toBe("Links: Bein zur Seite, langsam zurück.");
  });
  it("names no side where both are meant", () => {
    expect(wordsOf(PROMPT, context())).toBe("Leg to the side, slowly back.");
  });
});

describe("the voice", () => {
  it("says the side too", () => {
    expect(spokenWords("begin", PROMPT, context({ side: "right" }))).toMatch(/^Right: /);
  });
  it("leaves the praise after a cue its time instead of repeating what is known", () => {
    expect(spokenWords("cue", PROMPT, context())).toBe("");
  });
  it("says what to do at the beginning, after a pause and when the body is seen again", () => {
    for (const before of ["begin", "paused", "tracking", "break", undefined] as const) {
      expect(spokenWords(before, PROMPT, context()), before).toBe("Leg to the side, slowly back.");
    }
  });
  it("leaves cues to their own pace", () => {
    expect(spokenWords("prompt", CUE, context())).toBe("");
  });
  it("says of a break what stands there, with the exercise that comes", () => {
    const [first, between]: Moment[] = [
      { kind: "break", first: true },
      { kind: "break", first: false },
    ];
    expect(spokenWords(undefined, first as Moment, context({ exercise: undefined }))).toBe("We begin soon");
    expect(spokenWords(undefined, first as Moment, context({ exercise: squat }))).toBe("We begin soon. First: Squat");
    expect(spokenWords("done", between as Moment, context({ exercise: squat, language: "de" }))).toBe(
      "Pause. Danach: Kniebeuge",
    );
    expect(nextWords(false, context({ side: "left" }))).toBe("Next: Leg to the side, standing, left");
  });
});

describe("the side of a patient", () => {
  const prescribed = (side: string) => ({ clinical: { side } }) as ParticipantView;

  it("is the prescribed one where the exercise has it", () => {
    expect(sideOf(legRaise, prescribed("right"))).toBe("right");
    expect(sideOf(legRaise, prescribed("both"))).toBe("both");
  });
  it("is the exercise's own where the prescription is of another exercise", () => {
    expect(sideOf(squat, prescribed("right"))).toBe("both");
  });
});
