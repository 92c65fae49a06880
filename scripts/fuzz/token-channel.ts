// Links, cookies and the bearer of the metrics with a bit, a letter or a part changed must open nothing.
import fc, { type Arbitrary } from "fast-check";
import { createClass } from "../../server/src/demo/run-demonstration.ts";
import { signInByLink } from "../../server/src/demo/simulated-participant.ts";
import type { Channel } from "./channel.ts";
import { sendHttp } from "./http-input.ts";
import { faultOfHttpAnswer } from "./judge-answer.ts";
import type { TargetServer } from "./target-server.ts";

const WHAT = ["link", "cookie", "bearer"] as const;
type What = (typeof WHAT)[number];

export function tokenChannel(target: TargetServer, metricsToken: string): Channel {
  const inputs = fc.record({
    what: fc.constantFrom<What>("link", "cookie", "bearer"),
    change: fc.constantFrom("flip", "case", "cut", "double", "append", "swap"),
    at: fc.nat(10_000),
    bit: fc.nat(6),
  });
  type Input = typeof inputs extends Arbitrary<infer One> ? One : never;
  const give = async (): Promise<Readonly<Record<What, string>>> => {
    const { therapist } = await createClass(target.url, 1);
    const { cookie } = await signInByLink(target.url, therapist.link);
    const given = { link: therapist.link, cookie: cookie.split("=")[1] ?? "", bearer: metricsToken };
    for (const what of WHAT) {
      const said = await show(target, what, given[what]);
      if (!said.startsWith("HTTP/1.1 2")) throw new Error(`a right ${what} is not taken: ${said.slice(0, 80)}`);
    }
    return given;
  };
  let given: ReturnType<typeof give> | undefined;
  return {
    name: "tokens",
    inputs,
    runs: 60,
    attempt: async (input) => {
      const { what, ...change } = input as Input;
      given ??= give();
      const { [what]: token } = await given;
      const changed = changeToken(token, change);
      if (changed === token) return;
      const said = await show(target, what, changed);
      const fault = faultOfHttpAnswer(said);
      if (fault !== undefined) throw new Error(fault);
      if (said.startsWith("HTTP/1.1 2")) throw new Error(`a changed ${what} is taken: ${changed}`);
    },
    close: () => undefined,
  };
}

function show(target: TargetServer, what: What, token: string): Promise<string> {
  const request = { caller: "nobody", headers: [], body: undefined, lengthOff: 0 } as const;
  if (what === "link")
    return sendHttp(
      target,
      { ...request, method: "POST", target: "/api/sign-in", body: JSON.stringify({ link: token }) },
      undefined,
    );
  if (what === "cookie") return sendHttp(target, { ...request, method: "GET", target: "/api/me" }, `ensemble=${token}`);
  const headers = [`Authorization: Bearer ${token}`];
  return sendHttp(target, { ...request, method: "GET", target: "/metrics", headers }, undefined);
}

function changeToken(token: string, { change, at, bit }: { change: string; at: number; bit: number }): string {
  const place = at % token.length;
  const [before, here, after] = [token.slice(0, place), token[place] ?? "", token.slice(place + 1)];
  if (change === "flip") return before + String.fromCharCode(here.charCodeAt(0) ^ (1 << bit)) + after;
  if (change === "case")
    return before + (here === here.toUpperCase() ? here.toLowerCase() : here.toUpperCase()) + after;
  if (change === "cut") return before;
  if (change === "double") return before + here + here + after;
  if (change === "swap") return before + after.slice(0, 1) + here + after.slice(1);
  return `${token}${".=A%"[bit % 4]}`;
}
