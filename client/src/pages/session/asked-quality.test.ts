import { expect, it } from "vitest";
import { askedQuality, isSparing } from "./asked-quality.ts";

it("reads the wish out of the address and ignores what it does not know", () => {
  expect(askedQuality("?quality=low")).toBe("low");
  expect(askedQuality("?a=1&quality=full")).toBe("full");
  expect(askedQuality("?quality=ultra")).toBeUndefined();
  expect(askedQuality("")).toBeUndefined();
});

it("spares the camera, too, in both sparing ways", () => {
  expect([undefined, "full", "reduced", "low", "least"].filter((asked) => isSparing(asked as never))).toEqual([
    "low",
    "least",
  ]);
});
