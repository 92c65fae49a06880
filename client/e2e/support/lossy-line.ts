// A network that loses packets of sound and pictures, by a seed, is narrow, stands still or changes its address: everything that a page
// sends to the media node and gets from it goes through a relay of the test, over UDP or else over TCP. No way round the relay is offered.
import type { Socket } from "node:dgram";
import { type Socket as Connection, connect, createServer, type Server } from "node:net";
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
/** Of a lost segment, until it is sent again: Linux's shortest. What was sent after it waits for it. */
const SENT_AGAIN_AFTER_MS = 200;
/** About what a segment holds: a read of more has so many chances of being lost. */
const SEGMENT_BYTES = 1_400;

/** Call before the page is opened for the first time. Over TCP a loss is a wait, and another address the end of what is connected. */
export async function openLossyLine(page: Page, seed: number, over: "udp" | "tcp" = "udp"): Promise<LossyLine> {
  const relays = new Map<number, Promise<number>>();
  const all: { readonly close: () => void }[] = [];
  let share = 0;
  let kilobits: number | undefined;
  let address = 0;
  const openWay = (chance: () => number): Way => {
    let freeAtMs = 0;
    return (bytes, carry) => {
      if (chance() < share) return;
      if (kilobits === undefined) return carry();
      const nowMs = performance.now();
      const dueAtMs = Math.max(nowMs, freeAtMs) + (bytes * 8) / kilobits;
      if (dueAtMs - nowMs > QUEUE_MS) return;
      freeAtMs = dueAtMs;
      setTimeout(carry, dueAtMs - nowMs);
    };
  };
  const openStream = (chance: () => number): Way => {
    const waiting: (() => void)[] = [];
    let lastAtMs = 0;
    let freeAtMs = 0;
    return (bytes, carry) => {
      const nowMs = performance.now();
      let arrivesAtMs = nowMs;
      if (kilobits !== undefined) {
        freeAtMs = Math.max(nowMs, freeAtMs) + (bytes * 8) / kilobits;
        arrivesAtMs = freeAtMs;
      }
      for (let segment = 0; segment < bytes; segment += SEGMENT_BYTES) {
        // Never for ever: what stands still is for `lose(100)`, and then whoever sends gives up by itself.
        for (let again = SENT_AGAIN_AFTER_MS; again < 10_000 && chance() < share; again *= 2) arrivesAtMs += again;
      }
      lastAtMs = Math.max(lastAtMs, arrivesAtMs);
      // In its order, whichever of two timers of one moment comes first.
      waiting.push(carry);
      setTimeout(() => waiting.shift()?.(), lastAtMs - nowMs);
    };
  };
  const network: Network = { up: openWay(drawFor(seed, 0)), down: openWay(drawFor(seed, 1)), address: () => address };
  const other = over === "udp" ? "tcp" : "udp";
  await leadThrough(page, async (description) => {
    let changed = description.replace(new RegExp(`^a=candidate:.* ${other} .*\\r?\\n`, "gim"), "");
    const offered = new RegExp(`^(a=candidate:.* ${over} \\d+ 127\\.0\\.0\\.1) (\\d+)`, "gim");
    for (const [whole, before, port] of description.matchAll(offered)) {
      const nodePort = Number(port);
      const relay =
        relays.get(nodePort) ??
        (over === "udp"
          ? openRelay(nodePort, network, all)
          : openStreams(nodePort, (nth) => openStream(drawFor(seed, nth)), network.address, all));
      relays.set(nodePort, relay);
      changed = changed.replace(whole, `${before} ${await relay}`);
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
      for (const one of all) one.close();
    },
  };
}

/** A row of chances for each way, `way` 0, 1, …: of two ways, the seed does not say which packet comes first. */
export function drawFor(seed: number, way: number): () => number {
  const random = createSeededRandom(Math.imul(seed, 1_000) + way);
  return () => nextUniform(random);
}

interface Closing {
  readonly close: () => void;
}

/** Its port. One socket towards the media node for every one that sends to the relay. */
async function openRelay(nodePort: number, network: Network, all: Closing[]): Promise<number> {
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
  return relay.address().port;
}

/** Its port. A connection goes nowhere any more once the address is another. */
async function openStreams(
  nodePort: number,
  openWay: (nth: number) => Way,
  addressNow: () => number,
  all: Closing[],
): Promise<number> {
  let opened = 0;
  const server: Server = createServer((home) => {
    const node = connect(nodePort, HOST);
    const address = addressNow();
    all.push({ close: () => void home.destroy() });
    for (const [from, to] of [
      [home, node],
      [node, home],
    ] as const satisfies readonly (readonly [Connection, Connection])[]) {
      const way = openWay(opened++);
      from.on("data", (bytes) =>
        way(bytes.length, () => {
          if (address === addressNow() && to.writable) to.write(bytes);
        }),
      );
      // A connection that is cut is none any more on either side.
      from.on("error", () => undefined);
      from.once("close", () => to.destroy());
    }
  });
  all.push({ close: () => void server.close() });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  return (server.address() as { port: number }).port;
}
