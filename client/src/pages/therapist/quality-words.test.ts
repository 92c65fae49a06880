import { COMPENSATIONS } from "@ensemble/shared/movement/compensation-rules.ts";
import { QUALITY_PARTS, type QualityParts } from "@ensemble/shared/movement/quality-rules.ts";
import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import i18next, { type TFunction } from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import squat from "../../../../assets/exercises/squat.json" with { type: "json" };
import de from "../../../../assets/locales/de/therapist.json" with { type: "json" };
import en from "../../../../assets/locales/en/therapist.json" with { type: "json" };
import { namePart, sayConfidence, sayQuality } from "./quality-words.ts";

const FULL: QualityParts = {
  range: 100,
  form: 100,
  compensation: 100,
  tempo: 100,
  smoothness: 100,
  symmetry: 100,
  steadiness: 100,
  compensated: null,
  erred: null,
  pace: null,
  uneven: null,
};
const leaning: QualityParts = { ...FULL, compensation: 58, compensated: { by: "trunkSideways", degrees: 14 } };

const SQUAT = parseTrackedExerciseFile(squat);
const say = (t: TFunction, parts: QualityParts, language = "en") => sayQuality(t, parts, SQUAT, language);

/** Everything that can be the matter. */
const lacking: readonly QualityParts[] = [
  ...QUALITY_PARTS.map((part) => ({ ...FULL, [part]: 60 })),
  ...COMPENSATIONS.map((by): QualityParts => ({ ...FULL, compensation: 60, compensated: { by, degrees: 9 } })),
  ...SQUAT.errors.map(({ cue }): QualityParts => ({ ...FULL, form: 60, erred: cue })),
  ...(["fast", "slow"] as const).map((pace): QualityParts => ({ ...FULL, tempo: 60, pace })),
  ...(["left", "right"] as const).flatMap((side) =>
    (["way", "time"] as const).map((by): QualityParts => ({ ...FULL, symmetry: 60, uneven: { side, by } })),
  ),
];

describe("quality in words", () => {
  let english: TFunction;
  let german: TFunction;
  beforeAll(async () => {
    const texts = i18next.createInstance();
    await texts.init({
      lng: "en",
      fallbackLng: false,
      resources: { en: { translation: { therapist: en } }, de: { translation: { therapist: de } } },
      interpolation: { escapeValue: false },
    });
    english = texts.getFixedT("en");
    german = texts.getFixedT("de");
  });

  it("says what took most from the score, with its name and its points", () => {
    expect(say(english, leaning)).toBe("The trunk leaned sideways, 14° more than shown (compensation 58 of 100).");
    expect(say(german, leaning)).toBe(
      "Der Rumpf neigte sich zur Seite, 14° mehr als gezeigt (Ausweichbewegung 58 von 100).",
    );
    expect(say(english, { ...FULL, tempo: 60, pace: "fast" })).toBe("Faster than shown (tempo 60 of 100).");
    expect(say(english, { ...FULL, symmetry: 70, uneven: { side: "left", by: "way" } })).toBe(
      "Left went less far than right (symmetry 70 of 100).",
    );
  });

  it("has a sentence of its own for everything that can be the matter, in either language", () => {
    for (const t of [english, german]) {
      const said = lacking.map((parts) => say(t, parts));
      expect(new Set(said).size).toBe(lacking.length);
      for (const sentence of said) expect(sentence).not.toMatch(/therapist\.|\{\{|undefined|null/);
    }
  });

  it("says which error of the exercise it was, in its own words", () => {
    const erred: QualityParts = { ...FULL, form: 40, erred: "trunk_forward" };
    expect(say(english, erred)).toBe("Upper body too far forward (form 40 of 100).");
    expect(say(german, erred, "de")).toBe("Oberkörper zu weit vorn (Ausführung 40 von 100).");
    const unnamed = "A form error of this exercise showed for part of the time (form 40 of 100).";
    expect(say(english, { ...erred, erred: "of_another_exercise" })).toBe(unnamed);
    expect(sayQuality(english, erred, undefined, "en")).toBe(unnamed);
  });

  it("says neither which error, which way nor which side where a journal of before does not tell", () => {
    const { erred: _, pace: __, uneven: ___, ...before } = FULL;
    expect(say(english, { ...before, form: 60 })).toBe(
      "A form error of this exercise showed for part of the time (form 60 of 100).",
    );
    expect(say(english, { ...before, tempo: 60 })).toBe("Not at the speed shown (tempo 60 of 100).");
    expect(say(english, { ...before, symmetry: 60 })).toBe("Left and right did not do the same (symmetry 60 of 100).");
  });

  it("says that nothing is to be mended where all that is known is good, and nothing where nothing is known", () => {
    expect(say(english, { ...FULL, tempo: 90, symmetry: null })).toBe(en.why.nothing);
    expect(say(german, FULL)).toBe(de.why.nothing);
    const unknown = Object.fromEntries(QUALITY_PARTS.map((part) => [part, null]));
    expect(say(english, { ...FULL, ...unknown })).toBeUndefined();
  });

  it("names every part and how sure it is", () => {
    for (const t of [english, german]) {
      for (const part of QUALITY_PARTS) expect(namePart(t, part)).not.toContain(".");
    }
    expect([0.95, 0.79, 0.5, 0.49].map((confidence) => sayConfidence(english, confidence))).toEqual([
      "very sure",
      "fairly sure",
      "fairly sure",
      "unsure",
    ]);
    expect(sayConfidence(german, 0.6)).toBe("ziemlich sicher");
  });
});
