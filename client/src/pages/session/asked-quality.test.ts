import { expect, it } from "vitest";
import { askedQuality } from "./asked-quality.ts";

it("reads the wish out of the address and ignores what it does not know", () => {
  expect(askedQuality("?quality=low")).toBe("low");
  expect(askedQuality("?a=1&quality=full")).toBe("full");
  expect(askedQuality("?quality=ultra")).toBeUndefined();
  expect(askedQuality("")).toBeUndefined();
});
