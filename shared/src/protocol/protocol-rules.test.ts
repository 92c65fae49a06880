import { expect, it } from "vitest";
import { isOutdated, refuseProtocol } from "./protocol-rules.ts";
import { OLDEST_PROTOCOL, PROTOCOL_VERSION } from "./room-messages.ts";

const taken = { oldest: 6, newest: 8 };

it("takes every page from the oldest protocol to the server's own", () => {
  expect([6, 7, 8].map((protocol) => refuseProtocol(protocol, taken))).toEqual([undefined, undefined, undefined]);
});

it("tells a page that is too old from one that is newer than the server", () => {
  expect(refuseProtocol(5, taken)).toBe("protocol/too_old");
  expect(refuseProtocol(9, taken)).toBe("protocol/too_new");
});

it("calls a page outdated when its server speaks more, not when it speaks the same or does not say", () => {
  expect([8, 7, 6, undefined].map((server) => isOutdated(7, server))).toEqual([true, false, false, false]);
});

it("has a server take the pages that come with it", () => {
  expect(OLDEST_PROTOCOL).toBeLessThanOrEqual(PROTOCOL_VERSION);
});
