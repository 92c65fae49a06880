import { expect, it } from "vitest";
import { clientAddress } from "./client-address.ts";

it.each([
  ["198.51.100.1", undefined, 0, "198.51.100.1"],
  // Anybody can send the header: without a front it is not believed.
  ["198.51.100.1", "203.0.113.7", 0, "198.51.100.1"],
  ["10.0.0.2", "203.0.113.7", 1, "203.0.113.7"],
  // What stands before a front's own word was sent by the client.
  ["10.0.0.2", "1.1.1.1, 203.0.113.7", 1, "203.0.113.7"],
  ["10.0.0.2", "203.0.113.7, 10.0.0.9", 2, "203.0.113.7"],
  ["10.0.0.2", undefined, 1, "10.0.0.2"],
  ["127.0.0.1", undefined, 0, undefined],
  ["::ffff:127.0.0.1", "203.0.113.7", 0, undefined],
  ["::1", undefined, 1, undefined],
])("of a connection from %s with X-Forwarded-For %s behind %i fronts is %s", (peer, forwarded, fronts, address) => {
  expect(clientAddress(peer, forwarded, fronts)).toBe(address);
});
