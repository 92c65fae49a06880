import { expect, it } from "vitest";
import { callTrouble, isUnderWay } from "./call-trouble-rules.ts";

it("says at once what does not pass by itself", () => {
  expect(callTrouble({ status: undefined, failed: true, overdue: false })).toBe("failed");
  expect(callTrouble({ status: "unsupported", failed: false, overdue: false })).toBe("unsupported");
  expect(callTrouble({ status: "away", failed: false, overdue: false })).toBe("away");
  expect(callTrouble({ status: "blocked", failed: false, overdue: false })).toBe("blocked");
});

it("says that opening or coming back takes long only when it does", () => {
  for (const status of [undefined, "connecting", "reconnecting"] as const) {
    expect(callTrouble({ status, failed: false, overdue: false })).toBeUndefined();
    expect(callTrouble({ status, failed: false, overdue: true })).toBe("slow");
  }
});

it("is quiet about a call that carries picture and sound", () => {
  expect(callTrouble({ status: "connected", failed: false, overdue: true })).toBeUndefined();
  expect(isUnderWay({ status: "connected", failed: false })).toBe(false);
});
