import { expect, it } from "vitest";
import { EXERCISES } from "../../test/exercise-library.ts";
import { commandRequest, helloRequest } from "./room-messages.ts";

const setting = (target: object) =>
  commandRequest.safeParse({
    commandId: "5f0c3f5e-3f5b-4d4e-9d0a-0a8c7c1d2e3f",
    command: { name: "setTarget", participantId: "ana", exerciseId: "squat", target },
  }).success;

it("takes every exercise's own target, also those below zero, and none wider than a joint", () => {
  for (const { id, sides, dose, romTargetDegrees } of EXERCISES) {
    const target = { repetitions: dose.repetitions, rangeDegrees: romTargetDegrees, side: sides[0] };
    expect(setting(target), id).toBe(true);
  }
  expect(setting({ repetitions: 10, rangeDegrees: 181, side: "both" })).toBe(false);
  expect(setting({ repetitions: 10, rangeDegrees: -181, side: "both" })).toBe(false);
});

it.each(["clock\u0000-of-a-page", "clock-\ud800-of-a-page", "clock of a page", "short", "x".repeat(65)])(
  "takes no clock's name that the journal could not keep (%j)",
  (clockId) => {
    const hello = { protocol: 4, source: "camera" };
    expect(helloRequest.safeParse({ ...hello, clockId: "5f0c3f5e-3f5b-4d4e-9d0a-0a8c7c1d2e3f" }).success).toBe(true);
    expect(helloRequest.safeParse({ ...hello, clockId }).success).toBe(false);
  },
);
