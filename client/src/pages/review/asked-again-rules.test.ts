import { expect, it } from "vitest";
import { askAgainAfter, listAgainAfter } from "./asked-again-rules.ts";

it("asks again for what did not come or was refused for a moment, and not for what stays refused", () => {
  for (const code of ["network", "unexpected", "protocol/too_many", "recording/away", "server/refuses_writes"])
    expect(askAgainAfter(code), code).toBe(5_000);
  for (const code of ["recording/not_allowed", "recording/destroyed", "recording/unknown", "sign_in/required"])
    expect(askAgainAfter(code), code).toBe(false);
  expect(askAgainAfter(undefined)).toBe(false);
});

it("looks again for recordings that are still being finished, and leaves a list alone in which all is settled", () => {
  expect(listAgainAfter(undefined, [{ state: "whole" }, { state: "running" }])).toBe(10_000);
  expect(listAgainAfter(undefined, [{ state: "whole" }, { state: "cutOff" }, { state: "destroyed" }])).toBe(false);
  expect(listAgainAfter(undefined, [])).toBe(false);
  expect(listAgainAfter(undefined, undefined)).toBe(false);
  expect(listAgainAfter("network", undefined)).toBe(5_000);
  expect(listAgainAfter("session/unknown", undefined)).toBe(false);
});
