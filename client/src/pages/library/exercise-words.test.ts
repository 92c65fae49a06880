import i18next, { type TFunction } from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import de from "../../../../assets/locales/de/library.json" with { type: "json" };
import en from "../../../../assets/locales/en/library.json" with { type: "json" };
import { sayDose, sayNotCounted, sayProgression, saySets } from "./exercise-words.ts";

const dose = { sets: 3, repetitions: 10, holdSeconds: 0, restSeconds: 60, timesPerWeek: 3 };
const progression = { sets: 3, repetitions: 12, holdSeconds: 0, painBelow: 3, days: 2, harder: null, easier: null };

describe("in words", () => {
  let english: TFunction;
  let german: TFunction;
  beforeAll(async () => {
    const texts = i18next.createInstance();
    await texts.init({
      lng: "en",
      resources: { en: { translation: { library: en } }, de: { translation: { library: de } } },
      interpolation: { escapeValue: false },
    });
    english = texts.getFixedT("en");
    german = texts.getFixedT("de");
  });

  it("says a dose as sets, rest and days", () => {
    expect(sayDose(english, { tracking: "camera", dose })).toEqual([
      "3 sets of 10",
      "1 minute of rest between sets",
      "3 times a week",
    ]);
    expect(sayDose(german, { tracking: "self", dose: { ...dose, sets: 1, timesPerWeek: 14 } })).toEqual([
      "1 Satz zu 10",
      "2-mal am Tag",
    ]);
  });

  it("says how long each repetition is held, or how long a set takes", () => {
    expect(saySets(english, "camera", { ...dose, holdSeconds: 5 })).toBe("3 sets of 10, each held for 5 seconds");
    expect(saySets(english, "clock", { ...dose, holdSeconds: 90 })).toBe("90 seconds, 3 times");
    expect(saySets(english, "clock", { ...dose, sets: 1, holdSeconds: 120 })).toBe("2 minutes, once");
  });

  it("says when to go on", () => {
    expect(sayProgression(english, { tracking: "camera", progression })).toBe(
      "Go on when 3 sets of 12 were done with pain below 3 of 10 on 2 days in a row.",
    );
    expect(sayProgression(german, { tracking: "camera", progression: { ...progression, days: 1 } })).toBe(
      "Weiter geht es, wenn 3 Sätze zu 12 mit Schmerz unter 3 von 10 geschafft sind, an einem Tag.",
    );
  });

  it("says of an error that it is not counted, and why", () => {
    const why = { en: "That is a squat.", de: "Das ist eine Kniebeuge." };
    expect(sayNotCounted(english, why, "en")).toBe("Done as shown, it is not counted. That is a squat.");
    expect(sayNotCounted(german, why, "de")).toBe("So wie gezeigt, zählt es nicht. Das ist eine Kniebeuge.");
  });
});
