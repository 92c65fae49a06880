// A network that loses packets of sound and pictures, by a seed, is narrow, stands still or changes its address: everything that a page
// sends to the media node and gets from it over UDP goes through a relay of the test. What goes over TCP is not touched, and no way round
// the relay is offered.
import type { Socket } from "node:dgram";
import { createSeededRandom, nextUniform } from "@ensemble/shared/exercise/seeded-random.ts";
import type { Page } from "playwright-core";
import { bindDatagrams, HOST, leadThrough, sendDatagram } from "./lead-through.ts";

export interface LossyLine {
  /** Of every hundred, each way, by chance. */
  readonly lose: (percent: number) => void;
  /** So many kilobits a second each way, with a queue of half a second as a home router has it; undefined: as wide as may be. */
  readonly limit: (kilobits: number | undefined) => void;
  /** The node gets everything from another address from now on, and what it sends to the last one goes nowhere. */
  readonly moveAddress: () => void;
  readonly close: () => void;
}

/** Lets a packet through, at once or when its turn has come, or not at all. */
type Way = (bytes: number, carry: () => void) => void;
interface Network {
  readonly up: Way;
  readonly down: Way;
  /** Another one whenever the address has changed. */
  readonly address: () => number;
}

const QUEUE_MS = 500;

/** Call before the page is opened for the first time. */
export async function openLossyLine(page: Page, seed: number): Promise<LossyLine> {
  const random = createSeededRandom(seed);
  const relays = new Map<number, Promise<Socket>>();
  const all: Socket[] = [];
  let share = 0;
  let kilobits: number | undefined;
  let address = 0;
  const openWay = (): Way => {
    let freeAtMs = 0;
    return (bytes, carry) => {
      if (nextUniform(random) < share) return;
      if (kilobits === undefined) return carry();
      const nowMs = performance.now();
      const dueAtMs = Math.max(nowMs, freeAtMs) + (bytes * 8) / kilobits;
      if (dueAtMs - nowMs > QUEUE_MS) return;
      freeAtMs = dueAtMs;
      setTimeout(carry, dueAtMs - nowMs);
    };
  };
  const network: Network = { up: openWay(), down: openWay(), address: () => address };
  await leadThrough(page, async (description) => {
    let changed = description.replace(/^a=candidate:.* tcp .*\r?\n/gim, "");
    for (const [whole, before, port] of description.matchAll(/^(a=candidate:.* udp \d+ 127\.0\.0\.1) (\d+)/gim)) {
      const relay = relays.get(Number(port)) ?? openRelay(Number(port), network, all);
      relays.set(Number(port), relay);
      changed = changed.replace(whole, `${before} ${(await relay).address().port}`);
    }
    return changed;
  });
  return {
    lose: (percent) => {
      share = percent / 100;
    },
    limit: (wanted) => {
      kilobits = wanted;
    },
    moveAddress: () => {
      address += 1;
    },
    close: () => {
      for (const socket of all) socket.close();
    },
  };
}

/** One socket towards the media node for every one that sends to the relay. */
async function openRelay(nodePort: number, network: Network, all: Socket[]): Promise<Socket> {
  const relay = await bindDatagrams(all);
  const towardsNode = new Map<string, Promise<Socket>>();
  // The browser may send from any address of this machine.
  const openTowards = async (host: string, port: number, address: number) => {
    const socket = await bindDatagrams(all);
    socket.on("message", (packet) => {
      if (address === network.address()) network.down(packet.length, () => sendDatagram(relay, packet, port, host));
    });
    return socket;
  };
  relay.on("message", (packet, { address: host, port }) => {
    const address = network.address();
    const from = `${address} ${host} ${port}`;
    const socket = towardsNode.get(from) ?? openTowards(host, port, address);
    towardsNode.set(from, socket);
    network.up(packet.length, () => void socket.then((open) => sendDatagram(open, packet, nodePort, HOST)));
  });
  return relay;
}
