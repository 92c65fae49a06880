import { describe, expect, it } from "vitest";
import { openForMs } from "./closing-rules.ts";

const MINUTE_MS = 60_000;

describe("a session that has ended", () => {
  it("stays open for answers for half an hour", () => {
    expect(openForMs(0, 0)).toBe(30 * MINUTE_MS);
    expect(openForMs(0, 29 * MINUTE_MS)).toBe(MINUTE_MS);
    expect(openForMs(0, 30 * MINUTE_MS)).toBe(0);
  });

  it("stays open no longer when the clock was set back", () => {
    expect(openForMs(60 * MINUTE_MS, 0)).toBe(30 * MINUTE_MS);
  });
});
