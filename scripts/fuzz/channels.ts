// The ways in, each as inputs and what is done with one of them; what it throws is what was wrong.

import fc, { type Arbitrary } from "fast-check";
import { createClass } from "../../server/src/demo/run-demonstration.ts";
import { signInByLink } from "../../server/src/demo/simulated-participant.ts";
import { keepHostileGroup } from "./hostile-group.ts";
import { type Caller, type HttpInput, httpInputs, sendHttp } from "./http-input.ts";
import { type FindLeak, faultOfHttpAnswer } from "./judge-answer.ts";
import { messageInputs, poseChannelInputs, type Recorded, rawInputs, trySeatInput } from "./room-channels.ts";
import { type Reservation, sendSocket, socketInputs } from "./socket-input.ts";
import type { TargetServer } from "./target-server.ts";

export interface Channel {
  readonly name: string;
  readonly inputs: Arbitrary<unknown>;
  readonly attempt: (input: unknown) => Promise<void>;
  /** Inputs a round. */
  readonly runs: number;
  /** Leaves what is open for this channel. */
  readonly close: () => void;
}

/** Seats of one session that one person may ask for before it has to be another session. */
const SEATS_A_SESSION = 12;

export function openChannels(parts: {
  readonly target: TargetServer;
  readonly findLeak: FindLeak;
  readonly recorded: Recorded;
  readonly routes: readonly string[];
  /** Texts that mean something to the server. */
  readonly known: readonly string[];
  readonly otherRoom: string;
}): readonly Channel[] {
  const { target, findLeak, known, recorded } = parts;
  const seatChannel = (name: string, inputs: Arbitrary<unknown>, runs: number): Channel => {
    const groups = keepHostileGroup(target.url, findLeak);
    const attempt = (input: unknown) => trySeatInput(groups, input as never, recorded);
    return { name, inputs, runs, attempt, close: groups.drop };
  };
  return [
    seatChannel("messages", messageInputs(known), 40),
    seatChannel("poses", poseChannelInputs(), 40),
    seatChannel("raw", rawInputs(), 40),
    httpChannel(target, findLeak, httpInputs(parts.routes, known)),
    tokenChannel(target),
    socketChannel(target, findLeak, parts.otherRoom),
  ];
}

function httpChannel(target: TargetServer, findLeak: FindLeak, inputs: Arbitrary<HttpInput>): Channel {
  const cookies = new Map<Caller, string>();
  const cookieOf = async (caller: Caller): Promise<string | undefined> => {
    if (caller === "nobody" || cookies.has(caller)) return cookies.get(caller);
    const { therapist, patients } = await createClass(target.url, 1);
    const link = caller === "therapist" ? therapist.link : (patients[0]?.link ?? "");
    cookies.set(caller, (await signInByLink(target.url, link)).cookie);
    return cookies.get(caller);
  };
  return {
    name: "http",
    inputs,
    runs: 120,
    attempt: async (input) => {
      const request = input as HttpInput;
      const said = await sendHttp(target, request, await cookieOf(request.caller));
      if (request.target.includes("sign-out")) cookies.delete(request.caller);
      const fault = faultOfHttpAnswer(said) ?? findLeak(said);
      if (fault !== undefined) throw new Error(fault);
    },
    close: () => undefined,
  };
}

/** Links and cookies with a bit, a letter or a part changed must open nothing. */
function tokenChannel(target: TargetServer): Channel {
  const inputs = fc.record({
    what: fc.constantFrom("link", "cookie"),
    change: fc.constantFrom("flip", "case", "cut", "double", "append", "swap"),
    at: fc.nat(10_000),
    bit: fc.nat(6),
  });
  type Input = typeof inputs extends Arbitrary<infer One> ? One : never;
  let given: Promise<{ link: string; cookie: string }> | undefined;
  const give = async () => {
    const { therapist } = await createClass(target.url, 1);
    return { link: therapist.link, cookie: (await signInByLink(target.url, therapist.link)).cookie };
  };
  return {
    name: "tokens",
    inputs,
    runs: 60,
    attempt: async (input) => {
      const { what, ...change } = input as Input;
      given ??= give();
      const { link, cookie } = await given;
      const [, secret = ""] = cookie.split("=");
      const token = what === "link" ? link : secret;
      const changed = changeToken(token, change);
      if (changed === token) return;
      const body = what === "link" ? JSON.stringify({ link: changed }) : undefined;
      const said = await sendHttp(
        target,
        {
          ...{ method: what === "link" ? "POST" : "GET", target: what === "link" ? "/api/sign-in" : "/api/me" },
          ...{ caller: "nobody", headers: [], body, lengthOff: 0 },
        },
        what === "link" ? undefined : `ensemble=${changed}`,
      );
      const fault = faultOfHttpAnswer(said);
      if (fault !== undefined) throw new Error(fault);
      if (said.startsWith("HTTP/1.1 2")) throw new Error(`a changed ${what} is taken: ${changed}`);
    },
    close: () => undefined,
  };
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

function socketChannel(target: TargetServer, findLeak: FindLeak, otherRoom: string): Channel {
  let left = 0;
  let seats: { readonly groupSessionId: string; readonly cookie: string } | undefined;
  const reserve = async () => {
    if (seats === undefined || left === 0) {
      const { groupSessionId, patients } = await createClass(target.url, 6);
      seats = { groupSessionId, cookie: (await signInByLink(target.url, patients.at(-1)?.link ?? "")).cookie };
      left = SEATS_A_SESSION;
    }
    left -= 1;
    const { groupSessionId, cookie } = seats;
    const response = await fetch(`${target.url}/matchmake/joinOrCreate/session`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ groupSessionId }),
    });
    if (!response.ok) throw new Error(`no seat was given: ${await response.text()}`);
    return { cookie, reservation: (await response.json()) as Reservation };
  };
  return {
    name: "sockets",
    inputs: socketInputs,
    runs: 25,
    attempt: async (input) => {
      const { cookie, reservation } = await reserve();
      const fault = findLeak(await sendSocket(target, input as never, reservation, cookie, otherRoom));
      if (fault !== undefined) throw new Error(fault);
    },
    close: () => {
      seats = undefined;
      left = 0;
    },
  };
}
