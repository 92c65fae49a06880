// The ways in.

import type { Arbitrary } from "fast-check";
import { createClass } from "../../server/src/demo/run-demonstration.ts";
import { signInByLink } from "../../server/src/demo/simulated-participant.ts";
import type { Channel } from "./channel.ts";
import type { Cookies, Findable } from "./findable.ts";
import { keepHostileGroup } from "./hostile-group.ts";
import { type HttpInput, httpInputs, sendHttp } from "./http-input.ts";
import { type FindLeak, faultOfHttpAnswer } from "./judge-answer.ts";
import { type AttackedNode, mediaNodeChannel } from "./media-node-channel.ts";
import { messageInputs, poseChannelInputs, type Recorded, rawInputs, trySeatInput } from "./room-channels.ts";
import { type Reservation, sendSocket, socketInputs } from "./socket-input.ts";
import type { TargetServer } from "./target-server.ts";
import { tokenChannel } from "./token-channel.ts";

/** Seats of one session that one person may ask for before it has to be another session. */
const SEATS_A_SESSION = 12;

export function openChannels(parts: {
  readonly target: TargetServer;
  readonly findLeak: FindLeak;
  readonly recorded: Recorded;
  readonly cookies: Cookies;
  readonly findable: Findable;
  readonly metricsToken: string;
  readonly mediaNode: AttackedNode;
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
    httpChannel(target, findLeak, parts.cookies, httpInputs({ ...parts, words: known })),
    tokenChannel(target, parts.metricsToken),
    socketChannel(target, findLeak, parts.otherRoom),
    mediaNodeChannel(parts.mediaNode, findLeak, known),
  ];
}

function httpChannel(
  target: TargetServer,
  findLeak: FindLeak,
  cookies: Cookies,
  inputs: Arbitrary<HttpInput>,
): Channel {
  return {
    name: "http",
    inputs,
    runs: 120,
    attempt: async (input) => {
      const request = input as HttpInput;
      const said = await sendHttp(target, request, await cookies.of(request.caller));
      if (request.target.includes("sign-out")) cookies.forget(request.caller);
      const fault = faultOfHttpAnswer(said) ?? findLeak(said);
      if (fault !== undefined) throw new Error(fault);
    },
    close: () => undefined,
  };
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
