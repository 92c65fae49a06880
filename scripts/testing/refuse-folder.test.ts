import { describe, expect, it } from "vitest";
import { describeUntestable } from "./refuse-folder.mjs";

describe("a clone's folder", () => {
  it.each(["/srv/ensemble", "/home/maria/My Documents/ensemble", "/srv/größe/ensemble"])(
    "%s can be tested",
    (clone) => {
      expect(describeUntestable(clone)).toBeUndefined();
    },
  );

  it("that Vitest cannot read is named with the characters", () => {
    expect(describeUntestable("/srv/a b#c%20d#")).toContain("# and % in its path: /srv/a b#c%20d#");
  });
});
