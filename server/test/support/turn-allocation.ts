// One allocation of the tests' TURN server: a UDP socket that stands for a client, whom it may reach, and the channels that were bound.
import { createSocket, type Socket } from "node:dgram";
import type { Address } from "../../src/media/turn/stun-message.ts";

export interface TurnAllocation {
  readonly address: Address;
  readonly permit: (host: string) => void;
  /** False where the number or the peer is bound otherwise. */
  readonly bind: (channel: number, peer: Address) => boolean;
  readonly peerOf: (channel: number) => Address | undefined;
  /** To those only that were permitted. */
  readonly send: (peer: Address, data: Buffer) => void;
  /** 0 ends it at once. */
  readonly refresh: (seconds: number) => void;
  readonly close: () => void;
}

const HOST = "127.0.0.1";

export async function openAllocation(parts: {
  /** Where a peer really is that clients know by another port. */
  readonly portBehind: (port: number) => number;
  /** `channel`: undefined where none is bound to the peer. */
  readonly received: (peer: Address, data: Buffer, channel: number | undefined) => void;
  readonly ended: () => void;
}): Promise<TurnAllocation> {
  const socket = await bindSocket();
  const permitted = new Set<string>();
  const channels = new Map<number, Address>();
  /** By the port it really has. */
  const known = new Map<number, number>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const channelOf = (peer: Address) => [...channels].find(([, bound]) => isSame(bound, peer))?.[0];
  const close = () => {
    if (closed) return;
    closed = true;
    clearTimeout(timer);
    socket.close();
    parts.ended();
  };
  socket.on("message", (data, { address: host, port }) => {
    const peer = { host, port: known.get(port) ?? port };
    if (permitted.has(host)) parts.received(peer, data, channelOf(peer));
  });
  return {
    address: { host: HOST, port: socket.address().port },
    permit: (host) => permitted.add(host),
    bind: (channel, peer) => {
      const bound = channels.get(channel);
      const isOther = bound !== undefined && !isSame(bound, peer);
      if (isOther || (channelOf(peer) ?? channel) !== channel) return false;
      channels.set(channel, peer);
      permitted.add(peer.host);
      return true;
    },
    peerOf: (channel) => channels.get(channel),
    // What was under way when it was closed goes nowhere.
    send: (peer, data) => {
      if (closed || !permitted.has(peer.host)) return;
      const port = parts.portBehind(peer.port);
      known.set(port, peer.port);
      socket.send(data, port, peer.host, () => undefined);
    },
    refresh: (seconds) => {
      clearTimeout(timer);
      if (seconds === 0) return close();
      timer = setTimeout(close, seconds * 1_000);
      timer.unref();
    },
    close,
  };
}

function bindSocket(): Promise<Socket> {
  const socket = createSocket("udp4");
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, HOST, () => resolve(socket));
  });
}

function isSame(one: Address, other: Address): boolean {
  return one.host === other.host && one.port === other.port;
}
