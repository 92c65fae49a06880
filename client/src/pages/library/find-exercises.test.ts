import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { expect, it } from "vitest";
import { findExercises } from "./find-exercises.ts";

const exercise = (id: string, en: string, de: string, words: string[] = []) =>
  ({
    id,
    name: { en, de },
    purpose: { en: "", de: "" },
    region: "knee",
    type: "strength",
    searchWords: { en: words, de: [] },
  }) as unknown as TrackedExercise;

const library = [
  exercise("squat", "Squat", "Kniebeuge", ["thigh"]),
  exercise("arms", "Arms to the side", "Arme heben, große Übung"),
];
const found = (typed: string, language = "en") => findExercises(library, typed, language).map((each) => each.id);

it("shows everything before something is typed", () => {
  expect(found("  ")).toEqual(["squat", "arms"]);
});

it("finds by name, region and search words, all words at once", () => {
  expect(found("squ")).toEqual(["squat"]);
  expect(found("thigh KNEE")).toEqual(["squat"]);
  expect(found("thigh arms")).toEqual([]);
});

it("finds by names and search words of either language, whatever the accents", () => {
  expect(found("ubung", "de")).toEqual(["arms"]);
  expect(found("GROSSE", "de")).toEqual(["arms"]);
  expect(found("kniebeuge", "de")).toEqual(["squat"]);
  expect(found("kniebeuge", "en")).toEqual(["squat"]);
  expect(found("squat", "de")).toEqual(["squat"]);
});

it("finds by what the page says of an exercise besides", () => {
  const positions = (typed: string) =>
    findExercises(library, typed, "en", ({ id }) => (id === "squat" ? "Standing" : "Sitting")).map(({ id }) => id);
  expect(positions("standing")).toEqual(["squat"]);
  expect(positions("standing arms")).toEqual([]);
});

it("puts the exercise whose name was typed first: the enter key takes it", () => {
  const alike = [
    exercise("chair", "Getting up", "Aufstehen", ["squat"]),
    exercise("deep-squat", "Deep squat", "Tiefe Kniebeuge"),
    exercise("squat-hold", "Squat and hold", "Kniebeuge halten"),
    exercise("squat", "Squat", "Kniebeuge"),
  ];
  const order = (typed: string, language: string) => findExercises(alike, typed, language).map((each) => each.id);
  expect(order("Squat", "en")).toEqual(["squat", "squat-hold", "deep-squat", "chair"]);
  expect(order("kniebeuge ", "de")).toEqual(["squat", "squat-hold", "deep-squat"]);
  expect(order("up", "en")).toEqual(["chair"]);
  expect(order("squat", "de").slice(0, 3)).toEqual(["squat", "squat-hold", "deep-squat"]);
});
