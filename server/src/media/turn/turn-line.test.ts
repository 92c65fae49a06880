import { describe, expect, it } from "vitest";
import { parseTurnUrl } from "./turn-line.ts";

describe("the address of a TURN server", () => {
  it.each([
    ["turn:rehab.example.org", { secure: false, host: "rehab.example.org", port: 3478, transport: "udp" }],
    [
      "turn:rehab.example.org:80?transport=tcp",
      { secure: false, host: "rehab.example.org", port: 80, transport: "tcp" },
    ],
    ["turns:rehab.example.org", { secure: true, host: "rehab.example.org", port: 5349, transport: "tcp" }],
    ["turns:[2001:db8::1]:443?transport=tcp", { secure: true, host: "2001:db8::1", port: 443, transport: "tcp" }],
  ])("%s is read as RFC 7065 has it", (url, address) => {
    expect(parseTurnUrl(url)).toEqual(address);
  });

  it("is none when it is of another kind", () => {
    for (const url of ["stun:rehab.example.org", "https://rehab.example.org", "turn:", "turn:rehab.example.org:99999"])
      expect(parseTurnUrl(url)).toBeUndefined();
  });
});
