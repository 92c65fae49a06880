import { describe, expect, it } from "vitest";
import { chooseSeatAddress } from "./seat-address-rules.ts";

const FRONTED = {
  url: "http://127.0.0.1:2567",
  publicAddress: "rehab.example.org/server-1",
  publicUrl: "https://rehab.example.org",
};
const choose = (named: string, server: Parameters<typeof chooseSeatAddress>[1]) =>
  chooseSeatAddress(new URL(named), server);

describe("a simulated person's seat", () => {
  it("on the server beside it is reached as the server is, not by the domain", () => {
    const named = "ws://rehab.example.org/server-1/process/room?sessionId=a";
    expect(choose(named, FRONTED)).toBe("ws://127.0.0.1:2567/process/room?sessionId=a");
    const whole = { ...FRONTED, publicAddress: "rehab.example.org" };
    expect(choose("ws://rehab.example.org/process/room?sessionId=a", whole)).toBe(
      "ws://127.0.0.1:2567/process/room?sessionId=a",
    );
  });

  it("on another process is reached through the front, with its TLS", () => {
    const named = "ws://rehab.example.org/server-2/process/room?sessionId=a";
    expect(choose(named, FRONTED)).toBe("wss://rehab.example.org/server-2/process/room?sessionId=a");
    expect(choose("ws://rehab.example.org/server-10/process/room", FRONTED)).toBe(
      "wss://rehab.example.org/server-10/process/room",
    );
  });

  it("is where it is named where no public address is set", () => {
    const named = "wss://127.0.0.1:2567/process/room?sessionId=a";
    expect(choose(named, { url: "https://127.0.0.1:2567" })).toBe(named);
    const plain = "ws://127.0.0.1:2567/process/room?sessionId=a";
    expect(choose(plain, { url: "http://127.0.0.1:2567", publicUrl: "https://rehab.example.org" })).toBe(plain);
  });

  it("is asked for at the server itself", () => {
    const asked = "http://127.0.0.1:2567/matchmake/joinOrCreate/session";
    expect(choose(asked, FRONTED)).toBe(asked);
  });
});
