import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";

const NEEDED = { ENSEMBLE_DATA_DIR: "/data" };

describe("DEBUG", () => {
  it.each(["colyseus:*", "*", "colyseus:message", "express:*,colyseus:patch", "express:* col*", "colyseus*"])(
    "is refused where it would print what people send: %s",
    (debug) => {
      expect(() => readConfig({ ...NEEDED, DEBUG: debug }, [])).toThrow(/DEBUG .* health data/);
    },
  );

  it.each(["", "express:*", "mediasoup*", "pw:api", "-colyseus:*"])("is let be otherwise: %s", (debug) => {
    expect(readConfig({ ...NEEDED, DEBUG: debug }, [])).toEqual(readConfig(NEEDED, []));
  });
});
