import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createLogger } from "../platform/logger.ts";
import { chooseTransport } from "./choose-transport.ts";

const logger = createLogger("silent");
const TLS = { certificate: "", key: "" };

beforeEach(() => {
  vi.stubEnv("UWS_HOME", "");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

it("takes ws where uWebSockets.js is not, and says why", async () => {
  const chosen = await chooseTransport("auto", undefined, 0, logger);
  expect(chosen).toMatchObject({ kind: "ws", why: expect.stringContaining("UWS_HOME") });
});

it("takes ws without a word where it is asked for", async () => {
  expect(await chooseTransport("ws", undefined, 0, logger)).toMatchObject({ kind: "ws", why: undefined });
});

it.each([
  ["it is not there", undefined, "UWS_HOME"],
  ["this process ends TLS", TLS, "TLS"],
])("refuses to start with uWebSockets.js where %s", async (_where, tls, word) => {
  await expect(chooseTransport("uws", tls, 0, logger)).rejects.toThrow(`COLYSEUS_TRANSPORT=uws`);
  await expect(chooseTransport("uws", tls, 0, logger)).rejects.toThrow(word);
});
