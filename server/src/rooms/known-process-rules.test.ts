import { describe, expect, it } from "vitest";
import { forgetsSilent, isSuccessor } from "./known-process-rules.ts";

describe("a process that does not answer", () => {
  it("is told of for half an hour", () => {
    expect(forgetsSilent(0, 29 * 60_000)).toBe(false);
    expect(forgetsSilent(0, 31 * 60_000)).toBe(true);
  });

  it("is gone once another has its address, and not because neither has one", () => {
    expect(isSuccessor("clinic.example/process-1", "clinic.example/process-1")).toBe(true);
    expect(isSuccessor("clinic.example/process-1", "clinic.example/process-2")).toBe(false);
    expect(isSuccessor(null, null)).toBe(false);
  });
});
