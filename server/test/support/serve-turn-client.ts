// What the tests' TURN server says to one client: every request but a binding's is signed with long-term credentials or refused, and what
// is asked for is given as RFC 8656 has it.
import {
  type Address,
  ATTRIBUTE,
  encodeAddress,
  encodeChannelData,
  encodeError,
  encodeStun,
  isSignedWith,
  longTermKey,
  METHOD,
  OVER_UDP,
  parseAddress,
  parseChannelData,
  parseStun,
  type StunMessage,
} from "../../src/media/turn/stun-message.ts";
import { openAllocation, type TurnAllocation } from "./turn-allocation.ts";

/** What all clients of one server share. */
export interface TurnHouse {
  readonly realm: string;
  readonly nonce: string;
  /** Undefined when such credentials do not hold, or no longer. */
  readonly passwordOf: (username: string) => string | undefined;
  readonly mayReach: (peer: Address) => boolean;
  /** "given", or the number of the error. */
  readonly allocated: (answer: string) => void;
  readonly portBehind: (port: number) => number;
  readonly relayed: (bytes: number) => void;
}

export interface TurnClient {
  readonly take: (frame: Buffer) => void;
  readonly close: () => void;
}

type Attributes = readonly (readonly [number, Buffer])[];

const LASTS_SECONDS = 600;
const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  437: "Allocation Mismatch",
  438: "Stale Nonce",
  442: "Unsupported Transport Protocol",
};

export function openTurnClient(house: TurnHouse, from: Address, send: (bytes: Buffer) => void): TurnClient {
  let allocation: TurnAllocation | undefined;
  let opening = false;
  let closed = false;

  function take(frame: Buffer): void {
    const short = parseChannelData(frame);
    const message = short === undefined ? parseStun(frame) : undefined;
    if (short !== undefined) toPeer(allocation?.peerOf(short.channel), short.data);
    else if (message?.class === "request") void answerRequest(message, frame);
    else if (message?.class === "indication" && message.method === METHOD.send)
      toPeer(parseAddress(message.attributes.get(ATTRIBUTE.xorPeerAddress)), message.attributes.get(ATTRIBUTE.data));
  }

  function toPeer(peer: Address | undefined, data: Buffer | undefined): void {
    if (allocation === undefined || peer === undefined || data === undefined) return;
    house.relayed(data.length);
    allocation.send(peer, data);
  }

  function fromPeer(peer: Address, data: Buffer, channel: number | undefined): void {
    house.relayed(data.length);
    if (channel !== undefined) send(encodeChannelData(channel, data));
    else {
      const attributes: Attributes = [
        [ATTRIBUTE.xorPeerAddress, encodeAddress(peer)],
        [ATTRIBUTE.data, data],
      ];
      send(encodeStun({ method: METHOD.data, class: "indication", transaction: Buffer.alloc(12), attributes }));
    }
  }

  async function answerRequest(message: StunMessage, frame: Buffer): Promise<void> {
    const { method, transaction } = message;
    const key = keyOf(message);
    const answer = await answerTo(message, key !== undefined && isSignedWith(frame, key));
    if (method === METHOD.allocate) house.allocated(typeof answer === "number" ? String(answer) : "given");
    if (typeof answer !== "number")
      send(encodeStun({ method, class: "success", transaction, attributes: answer }, key));
    else {
      const attributes: Attributes = [
        [ATTRIBUTE.errorCode, encodeError(answer, REASONS[answer] ?? "")],
        [ATTRIBUTE.realm, Buffer.from(house.realm)],
        [ATTRIBUTE.nonce, Buffer.from(house.nonce)],
      ];
      send(encodeStun({ method, class: "error", transaction, attributes }));
    }
  }

  function keyOf({ attributes }: StunMessage): Buffer | undefined {
    const username = attributes.get(ATTRIBUTE.username)?.toString();
    const password = username === undefined ? undefined : house.passwordOf(username);
    return username === undefined || password === undefined ? undefined : longTermKey(username, house.realm, password);
  }

  /** What is given, or the number of the error. */
  async function answerTo({ method, attributes }: StunMessage, isSigned: boolean): Promise<Attributes | number> {
    if (method === METHOD.binding) return [[ATTRIBUTE.xorMappedAddress, encodeAddress(from)]];
    if (!isSigned) return 401;
    if (attributes.get(ATTRIBUTE.nonce)?.toString() !== house.nonce) return 438;
    if (method === METHOD.allocate) return allocate(attributes.get(ATTRIBUTE.requestedTransport)?.readUInt8(0));
    if (allocation === undefined) return 437;
    if (method === METHOD.refresh) return refresh(allocation, attributes.get(ATTRIBUTE.lifetime)?.readUInt32BE(0));
    const peer = parseAddress(attributes.get(ATTRIBUTE.xorPeerAddress));
    if (peer === undefined) return 400;
    if (!house.mayReach(peer)) return 403;
    if (method === METHOD.createPermission) {
      allocation.permit(peer.host);
      return [];
    }
    const channel = attributes.get(ATTRIBUTE.channelNumber)?.readUInt16BE(0);
    if (method !== METHOD.channelBind || channel === undefined || channel < 0x4000 || channel > 0x4fff) return 400;
    return allocation.bind(channel, peer) ? [] : 400;
  }

  function refresh(of: TurnAllocation, wantedSeconds = LASTS_SECONDS): Attributes {
    const seconds = Math.min(wantedSeconds, LASTS_SECONDS);
    of.refresh(seconds);
    return [[ATTRIBUTE.lifetime, numberOf(seconds)]];
  }

  async function allocate(transport: number | undefined): Promise<Attributes | number> {
    if (allocation !== undefined || opening) return 437;
    if (transport !== OVER_UDP) return 442;
    opening = true;
    const opened = await openAllocation({
      portBehind: house.portBehind,
      received: fromPeer,
      ended: () => {
        allocation = undefined;
      },
    });
    opening = false;
    if (closed) opened.close();
    else {
      allocation = opened;
      opened.refresh(LASTS_SECONDS);
    }
    return [
      [ATTRIBUTE.xorRelayedAddress, encodeAddress(opened.address)],
      [ATTRIBUTE.xorMappedAddress, encodeAddress(from)],
      [ATTRIBUTE.lifetime, numberOf(LASTS_SECONDS)],
    ];
  }

  return {
    take,
    close: () => {
      closed = true;
      allocation?.close();
    },
  };
}

function numberOf(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value, 0);
  return bytes;
}
