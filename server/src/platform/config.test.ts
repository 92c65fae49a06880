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

const read = (env: Readonly<Record<string, string>>) => readConfig({ ENSEMBLE_DATA_DIR: "/data", ...env }, []);
const URLS = "turn:rehab.example.org:3478?transport=udp, turns:rehab.example.org:5349";

describe("the configuration of a TURN server", () => {
  it("takes a TURN server's addresses divided by commas, and its secret among the secrets", () => {
    const { media, secrets } = read({ TURN_URLS: URLS, TURN_SECRET: "north" });
    expect(media.turnUrls).toEqual(["turn:rehab.example.org:3478?transport=udp", "turns:rehab.example.org:5349"]);
    expect(read({ TURN_URLS: `${URLS},`, TURN_SECRET: "north" }).media.turnUrls).toEqual(media.turnUrls);
    expect(secrets.turn).toBe("north");
  });

  it.each([
    [{ TURN_URLS: URLS }, "belong together"],
    [{ TURN_SECRET: "north" }, "belong together"],
    [{ TURN_URLS: "https://rehab.example.org", TURN_SECRET: "north" }, "TURN_URLS"],
  ])("refuses half a TURN server, and one that is none (%o)", (env, reason) => {
    expect(() => read(env)).toThrow(reason);
  });
});

describe("the token of the metrics", () => {
  it("is among the secrets", () => {
    expect(read({ METRICS_TOKEN: "0123456789abcdef" }).secrets.metrics).toBe("0123456789abcdef");
    expect(read({}).secrets.metrics).toBeUndefined();
  });

  it.each(["short", "has blanks between its words"])(
    "is refused, without being repeated, where it could be guessed or not be sent: %s",
    (token) => {
      expect(() => read({ METRICS_TOKEN: token })).toThrow(/METRICS_TOKEN: must have 16/);
      expect(() => read({ METRICS_TOKEN: token })).not.toThrow(token);
    },
  );
});
