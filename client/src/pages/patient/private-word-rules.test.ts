import type { ClinicalView } from "@ensemble/shared/protocol/session-view.ts";
import { expect, it } from "vitest";
import { privateWordOf } from "./private-word-rules.ts";

const me = (inPrivateWord: boolean) => ({ clinical: { inPrivateWord } as ClinicalView });

it("is known by the one it is with, and by the others only as one with somebody", () => {
  expect(privateWordOf({ privateWord: true }, me(true))).toBe("withMe");
  expect(privateWordOf({ privateWord: true }, me(false))).toBe("withSomebody");
  expect(privateWordOf({ privateWord: false }, me(false))).toBe("none");
  expect(privateWordOf(undefined, undefined)).toBe("none");
});
