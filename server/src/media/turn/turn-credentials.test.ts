import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it } from "vitest";
import { createTurnCredentials } from "./turn-credentials.ts";

const ANA = "demo-ana" as ParticipantId;
const EXPIRES_SECONDS = 1_765_000_000;
const NOW_MS = (EXPIRES_SECONDS - 7_200) * 1000;

describe("credentials for a TURN server", () => {
  it("are those coturn computes itself", () => {
    // printf '%s' '1765000000:demo-ana' | openssl dgst -sha1 -hmac north -binary | base64
    expect(createTurnCredentials("north", ANA, NOW_MS)).toEqual({
      username: "1765000000:demo-ana",
      credential: "SR3/gI7RdEmXKegeueRaInuPkb4=",
    });
  });

  it("hold for two hours, in whole seconds", () => {
    expect(createTurnCredentials("north", ANA, NOW_MS + 999).username).toBe("1765000000:demo-ana");
    expect(createTurnCredentials("north", ANA, NOW_MS + 1_000).username).toBe("1765000001:demo-ana");
  });
});
