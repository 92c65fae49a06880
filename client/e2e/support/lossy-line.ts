// A network that loses packets of sound and pictures, by a seed: everything that a page sends to the media node and gets from it over UDP
// goes through a relay of the test. What goes over TCP is not touched, and no way round the relay is offered.
import { createSocket, type Socket } from "node:dgram";
import { createSeededRandom, nextUniform } from "@ensemble/shared/exercise/seeded-random.ts";
import type { Page } from "playwright-core";

export interface LossyLine {
  /** Of every hundred, each way, by chance. */
  readonly lose: (percent: number) => void;
  readonly close: () => void;
}

const HOST = "127.0.0.1";

/** Call before the page is opened for the first time. */
export async function openLossyLine(page: Page, seed: number): Promise<LossyLine> {
  const random = createSeededRandom(seed);
  const relays = new Map<number, Promise<Socket>>();
  const all: Socket[] = [];
  let share = 0;
  const isLost = () => nextUniform(random) < share;
  await page.exposeFunction("throughRelay", async (description: string) => {
    let changed = description.replace(/^a=candidate:.* tcp .*\r?\n/gim, "");
    for (const [whole, before, port] of description.matchAll(/^(a=candidate:.* udp \d+ 127\.0\.0\.1) (\d+)/gim)) {
      const relay = relays.get(Number(port)) ?? openRelay(Number(port), isLost, all);
      relays.set(Number(port), relay);
      changed = changed.replace(whole, `${before} ${(await relay).address().port}`);
    }
    return changed;
  });
  await page.addInitScript(() => {
    const { setRemoteDescription } = RTCPeerConnection.prototype;
    RTCPeerConnection.prototype.setRemoteDescription = async function (description) {
      const through = (globalThis as unknown as { throughRelay: (sdp: string) => Promise<string> }).throughRelay;
      const sdp = await through(description.sdp ?? "");
      // Of its two forms, the one that answers with a promise.
      return (setRemoteDescription as (given: RTCSessionDescriptionInit) => Promise<void>).call(this, {
        type: description.type,
        sdp,
      });
    };
  });
  return {
    lose: (percent) => {
      share = percent / 100;
    },
    close: () => {
      for (const socket of all) socket.close();
    },
  };
}

/** One socket towards the media node for every one that sends to the relay. */
async function openRelay(nodePort: number, isLost: () => boolean, all: Socket[]): Promise<Socket> {
  const relay = await bind(all);
  const towardsNode = new Map<string, Promise<Socket>>();
  // The browser may send from any address of this machine.
  const openTowards = async (address: string, port: number) => {
    const socket = await bind(all);
    socket.on("message", (packet) => {
      if (!isLost()) relay.send(packet, port, address);
    });
    return socket;
  };
  relay.on("message", (packet, { address, port }) => {
    const from = `${address} ${port}`;
    const socket = towardsNode.get(from) ?? openTowards(address, port);
    towardsNode.set(from, socket);
    if (!isLost()) void socket.then((open) => open.send(packet, nodePort, HOST));
  });
  return relay;
}

function bind(all: Socket[]): Promise<Socket> {
  const socket = createSocket("udp4");
  all.push(socket);
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, HOST, () => resolve(socket));
  });
}
