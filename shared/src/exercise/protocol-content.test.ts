// What every shipped template has to fulfil besides its format: ids that exist and fit, all pathways, and the limits its sources set.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EXERCISES, LIBRARY } from "../../test/exercise-library.ts";
import { parseContraindicationsFile, parseSourcesFile } from "../protocol/clinical-files.ts";
import { parseProtocolTemplateFile } from "../protocol/protocol-template-file.ts";
import { CONDITIONS } from "./exercise.ts";
import { findTemplateFaults, type ProtocolPhase } from "./protocol-template.ts";

const ASSETS = new URL("../../../assets/", import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, ASSETS), "utf8"));
const FILES = readdirSync(new URL("protocols/", ASSETS)).filter((name) => name.endsWith(".json"));
const TEMPLATES = FILES.map((name) => parseProtocolTemplateFile(read(`protocols/${name}`)));
const exercises = new Map(LIBRARY.map((exercise) => [exercise.id, exercise]));
const surroundings = {
  findExercise: (id: string) => exercises.get(id),
  contraindicationIds: new Set(parseContraindicationsFile(read("clinical/contraindications.json")).map(({ id }) => id)),
  sourceIds: new Set(parseSourcesFile(read("clinical/sources.json")).map(({ id }) => id)),
};
const getTemplate = (id: string) => {
  const found = TEMPLATES.find((template) => template.id === id);
  if (found === undefined) throw new Error(`no template ${id}`);
  return found;
};
const lastWeek = ({ toWeek }: ProtocolPhase) => toWeek ?? Number.POSITIVE_INFINITY;
const typesIn = (phase: ProtocolPhase, type: string) =>
  phase.exercises.filter(({ exerciseId }) => exercises.get(exerciseId)?.type === type);

describe("every protocol template", () => {
  it.each(TEMPLATES.map((template) => [template.id, template] as const))(
    "%s refers only to what is there and fits",
    (_, template) => {
      expect(findTemplateFaults(template, surroundings)).toEqual([]);
    },
  );

  it("has the name of its file and is for clinicians to review", () => {
    expect(TEMPLATES.map(({ id }) => `${id}.json`)).toEqual(FILES);
    for (const { review } of TEMPLATES) expect(review).toBe("unreviewed");
  });

  it("is there for each pathway that exercises serve", () => {
    const served = new Set(TEMPLATES.map(({ condition }) => condition));
    expect(CONDITIONS.filter((condition) => !served.has(condition))).toEqual([]);
  });

  it("asks nobody to go on with pain above five of ten, once the first phase is over", () => {
    for (const { phases } of TEMPLATES) {
      for (const { goOnWhen } of phases.slice(1)) {
        for (const criterion of goOnWhen.measured) {
          if (criterion.measure === "pain") expect(criterion.below).toBeLessThanOrEqual(5);
        }
      }
    }
  });
});

it("every source of assets/clinical is cited by an exercise, a template or a contraindication", () => {
  const cited = new Set([
    ...LIBRARY.flatMap(({ sources }) => sources),
    ...EXERCISES.flatMap(({ errors }) => errors.map(({ thresholdSource }) => thresholdSource)),
    ...TEMPLATES.flatMap(({ sources }) => sources),
    ...parseContraindicationsFile(read("clinical/contraindications.json")).map(({ source }) => source),
  ]);
  expect([...surroundings.sourceIds].filter((id) => !cited.has(id))).toEqual([]);
});

describe("a template keeps the limits of its sources:", () => {
  it("knee replacement aims at 90° in the first weeks and 110° by the sixth", () => {
    const bends = getTemplate("total-knee-replacement").phases.map(({ toWeek, goOnWhen }) => ({
      toWeek,
      degrees: goOnWhen.measured.flatMap((each) =>
        each.measure === "range" && "atLeastDegrees" in each ? [each.atLeastDegrees] : [],
      ),
    }));
    expect(bends.slice(0, 2)).toEqual([
      { toWeek: 2, degrees: [90] },
      { toWeek: 6, degrees: [110] },
    ]);
  });

  it("cuff repair: nothing moves before week 3, nobody lifts before week 7, no resistance before week 13", () => {
    const firstWithout = (restriction: string) =>
      getTemplate("rotator-cuff-repair").phases.find(({ restrictions }) => !restrictions.includes(restriction))
        ?.fromWeek;
    expect(firstWithout("cuff_repair_sling_phase")).toBe(3);
    expect(firstWithout("cuff_repair_no_active_lifting")).toBe(7);
    expect(firstWithout("cuff_repair_no_resistance")).toBe(13);
  });

  it("shoulder dislocation: the arm stays out of abduction with outward rotation for six weeks", () => {
    for (const phase of getTemplate("shoulder-instability").phases) {
      expect(phase.restrictions.includes("anterior_instability_position")).toBe(lastWeek(phase) <= 6);
    }
  });

  it("ACL reconstruction: open chain and jumping are left out, and squats stay above 60°, for twelve weeks", () => {
    for (const phase of getTemplate("acl-reconstruction").phases) {
      const early = lastWeek(phase) <= 12;
      for (const id of ["acl_no_open_chain_extension", "no_jumping"])
        expect(phase.restrictions.includes(id)).toBe(early);
      if (!early) continue;
      for (const { exerciseId, targetDegrees = 0 } of phase.exercises) {
        if (["squat", "forward-lunge"].includes(exerciseId)) expect(targetDegrees).toBe(60);
      }
    }
  });

  it("meniscus repair: no load on the deeply bent knee for twelve weeks, no hamstring load for six", () => {
    for (const phase of getTemplate("meniscus-repair").phases) {
      expect(phase.restrictions.includes("meniscus_repair_no_deep_flexion")).toBe(lastWeek(phase) <= 12);
      expect(phase.restrictions.includes("meniscus_repair_no_hamstring_load")).toBe(lastWeek(phase) <= 6);
    }
  });

  it("hip replacement: the posterior precautions hold for six weeks", () => {
    for (const phase of getTemplate("total-hip-replacement").phases) {
      expect(phase.restrictions.includes("hip_posterior_precautions")).toBe(lastWeek(phase) <= 6);
    }
  });

  it("stenosis: nothing that arches the back, at any time", () => {
    for (const { restrictions } of getTemplate("spinal-stenosis").phases) {
      expect(restrictions).toContain("extension_worsens_leg_pain");
    }
  });

  it("falls: balance on three or more days and strength on two or more days a week, in every phase", () => {
    for (const phase of getTemplate("fall-prevention").phases) {
      expect(Math.max(...typesIn(phase, "balance").map(({ timesPerWeek }) => timesPerWeek))).toBeGreaterThanOrEqual(3);
      expect(Math.max(...typesIn(phase, "strength").map(({ timesPerWeek }) => timesPerWeek))).toBeGreaterThanOrEqual(2);
    }
  });

  it("the programme on a chair: everybody sits", () => {
    for (const { exercises: prescribed } of getTemplate("seated-programme").phases) {
      for (const { exerciseId } of prescribed)
        expect([exerciseId, exercises.get(exerciseId)?.position]).toEqual([exerciseId, "sitting"]);
    }
  });
});
