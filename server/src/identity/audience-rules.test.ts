import { describe, expect, it } from "vitest";
import { judgeAudience } from "./audience-rules.ts";

describe("who gets answers from whom", () => {
  it.each(["therapist", "patient"] as const)("lets a %s ask about classes, and not about machines", (role) => {
    expect(judgeAudience(role, "clinic")).toBeUndefined();
    expect(judgeAudience(role, "operators")).toBe("sign_in/operators_only");
  });

  it("lets an operator ask about machines, and about nothing of the clinic's", () => {
    expect(judgeAudience("operator", "operators")).toBeUndefined();
    expect(judgeAudience("operator", "clinic")).toBe("sign_in/not_for_operators");
  });

  it("lets everybody ask who they are", () => {
    for (const role of ["therapist", "patient", "operator"] as const)
      expect(judgeAudience(role, "signedIn")).toBeUndefined();
  });
});
