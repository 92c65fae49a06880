import { expect, it } from "vitest";
import { isFromThisMachine } from "./from-this-machine.ts";

const from = (peerAddress: string, headers: Record<string, string>) => isFromThisMachine({ peerAddress, headers });

it.each([
  ["127.0.0.1", "localhost:2567"],
  ["127.0.0.1", "127.0.0.1:2567"],
  ["::1", "[::1]:2567"],
  ["::ffff:127.0.0.1", "localhost"],
  ["0000:0000:0000:0000:0000:0000:0000:0001", "localhost:2567"],
  ["0000:0000:0000:0000:0000:ffff:7f00:0001", "127.0.0.1"],
])("knows a program on this machine: %s for %s", (peer, host) => {
  expect(from(peer, { host })).toBe(true);
});

it.each(["192.168.1.20", "2001:db8::1", "::ffff:192.168.1.20", "", "unix"])("does not take %s for it", (peer) => {
  expect(from(peer, { host: "localhost:2567" })).toBe(false);
});

it.each(["rehab.example.org", "192.168.1.20:2567", "localhost.example.org", "127.0.0.1.example.org", "a b"])(
  "nor a page that came by another name: %s",
  (host) => {
    expect(from("127.0.0.1", { host })).toBe(false);
  },
);

it.each(["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"])(
  "nor what a front on this machine passes on, which says so by %s",
  (name) => {
    expect(from("127.0.0.1", { host: "localhost:2567", [name]: "" })).toBe(false);
  },
);

it("nor a request without a host", () => {
  expect(from("127.0.0.1", {})).toBe(false);
});
