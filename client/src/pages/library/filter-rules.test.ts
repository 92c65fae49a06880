import { describe, expect, it } from "vitest";
import { countFilters, countOptions, filterExercises, NO_EQUIPMENT, NO_FILTERS, toggleOption } from "./filter-rules.ts";

const exercise = (id: string, changes: Partial<Parameters<typeof filterExercises>[0][number]> = {}) => ({
  id,
  region: "knee" as const,
  type: "strength" as const,
  difficulty: 2 as const,
  position: "standing" as const,
  tracking: "camera" as const,
  conditions: ["acl_injury" as const],
  equipment: [],
  ...changes,
});
const library = [
  exercise("squat"),
  exercise("bridge", { region: "hip", position: "supine", equipment: ["mat"], conditions: ["low_back_pain"] }),
  exercise("stretch", {
    region: "hip",
    type: "stretch",
    difficulty: 1,
    tracking: "clock",
    equipment: ["mat", "towel"],
  }),
];
const left = (...chosen: [Parameters<typeof toggleOption>[1], string][]) =>
  filterExercises(
    library,
    chosen.reduce((filters, [facet, option]) => toggleOption(filters, facet, option), NO_FILTERS),
  ).map(({ id }) => id);

describe("filters", () => {
  it("leave everything as long as nothing is chosen", () => {
    expect(left()).toEqual(["squat", "bridge", "stretch"]);
  });

  it("take any choice within one filter, and all filters together", () => {
    expect(left(["region", "hip"])).toEqual(["bridge", "stretch"]);
    expect(left(["region", "hip"], ["region", "knee"])).toEqual(["squat", "bridge", "stretch"]);
    expect(left(["region", "hip"], ["difficulty", "2"])).toEqual(["bridge"]);
    expect(left(["condition", "acl_injury"], ["tracking", "clock"])).toEqual(["stretch"]);
  });

  it("know exercises that need nothing", () => {
    expect(left(["equipment", NO_EQUIPMENT])).toEqual(["squat"]);
    expect(left(["equipment", "towel"])).toEqual(["stretch"]);
  });

  it("say how many each further choice would leave, whatever is chosen in the same filter", () => {
    const hips = toggleOption(NO_FILTERS, "region", "hip");
    expect([...countOptions(library, hips, "region")].filter(([, count]) => count > 0)).toEqual([
      ["hip", 2],
      ["knee", 1],
    ]);
    expect(countOptions(library, hips, "tracking").get("camera")).toBe(1);
    expect(countOptions(library, hips, "equipment").get("mat")).toBe(2);
    expect(countOptions(library, hips, "position").get("hanging")).toBe(0);
  });

  it("are taken back by choosing the same again", () => {
    const once = toggleOption(NO_FILTERS, "type", "balance");
    expect(countFilters(once)).toBe(1);
    expect(toggleOption(once, "type", "balance")).toEqual(NO_FILTERS);
  });
});
