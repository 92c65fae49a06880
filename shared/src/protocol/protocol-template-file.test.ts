import { describe, expect, it } from "vitest";
import { parseProtocolTemplateFile } from "./protocol-template-file.ts";

const words = { en: "Text", de: "Text" };
const prescribed = { exerciseId: "squat", sets: 3, repetitions: 10, holdSeconds: 0, timesPerWeek: 3, side: "both" };
const phase = (id: string, fromWeek: number, toWeek: number | null) => ({
  id,
  name: words,
  fromWeek,
  toWeek,
  goals: [words],
  goOnWhen: { words: [words], measured: [{ measure: "range", motion: "kneeFlexion", atLeastDegrees: 90 }] },
  restrictions: ["no_jumping"],
  precautions: ["acute_knee"],
  exercises: [prescribed],
});
const template = (changes: Record<string, unknown> = {}) => ({
  format: "protocol/1",
  id: "knee",
  version: 1,
  name: words,
  purpose: words,
  condition: "knee_osteoarthritis",
  countedFrom: "start",
  phases: [phase("first", 1, 2), phase("second", 3, 6), phase("third", 7, null)],
  review: "unreviewed",
  sources: ["project_assumption"],
  ...changes,
});
const withPhase = (changes: Record<string, unknown>) =>
  template({ phases: [{ ...phase("only", 1, null), ...changes }] });

describe("a protocol template file", () => {
  it("is read as it was written", () => {
    expect(parseProtocolTemplateFile(template())).toEqual(template());
  });

  it.each([
    ["a gap between phases", [phase("a", 1, 2), phase("b", 4, null)]],
    ["phases that overlap", [phase("a", 1, 4), phase("b", 4, null)]],
    ["phases in the wrong order", [phase("a", 5, 8), phase("b", 1, 4)]],
    ["an open phase before another", [phase("a", 1, null), phase("b", 3, null)]],
    ["a phase that ends before it begins", [phase("a", 1, 4), phase("b", 5, 3)]],
    ["a first phase that is not the first week's", [phase("a", 2, null)]],
    ["two phases of the same id", [phase("a", 1, 2), phase("a", 3, null)]],
    ["no phase", []],
  ])("is refused with %s", (_, phases) => {
    expect(() => parseProtocolTemplateFile(template({ phases }))).toThrow("template/malformed");
  });

  it.each([
    ["an exercise twice in a phase", { exercises: [prescribed, prescribed] }],
    ["no exercise", { exercises: [] }],
    ["more sets than anybody does", { exercises: [{ ...prescribed, sets: 11 }] }],
    ["a dose of no repetition", { exercises: [{ ...prescribed, repetitions: 0 }] }],
    ["half a repetition", { exercises: [{ ...prescribed, repetitions: 2.5 }] }],
    ["a week of more than three times a day", { exercises: [{ ...prescribed, timesPerWeek: 22 }] }],
    ["a side nobody has", { exercises: [{ ...prescribed, side: "left" }] }],
    ["a contraindication as restriction and precaution", { restrictions: ["acute_knee"] }],
    ["no word about going on", { goOnWhen: { words: [], measured: [] } }],
    [
      "a range without a number",
      { goOnWhen: { words: [words], measured: [{ measure: "range", motion: "kneeFlexion" }] } },
    ],
    [
      "a motion nobody measures",
      { goOnWhen: { words: [words], measured: [{ measure: "range", motion: "toeFlexion", atLeastDegrees: 9 }] } },
    ],
    ["a pain beyond ten", { goOnWhen: { words: [words], measured: [{ measure: "pain", below: 11 }] } }],
  ])("is refused with %s", (_, changes) => {
    expect(() => parseProtocolTemplateFile(withPhase({}))).not.toThrow();
    expect(() => parseProtocolTemplateFile(withPhase(changes))).toThrow("template/malformed");
  });

  it.each([
    ["another format", { format: "protocol/2" }],
    ["a condition nobody knows", { condition: "toothache" }],
    ["no source", { sources: [] }],
    ["a field nobody knows", { author: "Somebody" }],
  ])("is refused with %s, with the path of what is wrong", (_, changes) => {
    expect(() => parseProtocolTemplateFile(template(changes))).toThrow("template/malformed");
  });
});
