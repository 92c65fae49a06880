// The network of one person's home: everything between that person's page and the media node goes through it, over UDP or TCP. It may let
// either through or not, and may become another network, as when a telephone leaves the house: what was open then is dead.
import type { Socket as Datagrams } from "node:dgram";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { Page } from "playwright-core";
import { bindDatagrams, HOST, leadThrough, sendDatagram } from "./lead-through.ts";

export interface HomeNetwork {
  /** What is not let through is swallowed without a word, in connections that were open before, too. */
  readonly let: (through: { readonly udp: boolean; readonly tcp: boolean }) => void;
  /** From now on only what the page opens anew goes anywhere. */
  readonly change: () => void;
  /** The media node's port over UDP behind one by which the page knows it; undefined for any other. */
  readonly nodePortBehind: (port: number) => number | undefined;
  /** Whether the page knows the media node by this port. */
  readonly isDoor: (port: number) => boolean;
  readonly close: () => void;
}

interface Door {
  readonly protocol: string;
  readonly port: number;
  readonly nodePort: number;
  readonly change: () => void;
  readonly close: () => void;
}

interface Guard {
  readonly letsUdp: () => boolean;
  readonly letsTcp: () => boolean;
}

const CANDIDATE = /^(a=candidate:\S+ \d+ (udp|tcp) \d+ 127\.0\.0\.1) (\d+)/gim;

/** Call before the page is opened for the first time. */
export async function openHomeNetwork(page: Page): Promise<HomeNetwork> {
  let through = { udp: true, tcp: true };
  const guard: Guard = { letsUdp: () => through.udp, letsTcp: () => through.tcp };
  const doors = new Map<string, Promise<Door>>();
  const opened: Door[] = [];
  const doorTo = (protocol: string, nodePort: number): Promise<Door> => {
    const name = `${protocol} ${nodePort}`;
    const known = doors.get(name);
    if (known !== undefined) return known;
    const opening = (protocol === "udp" ? openUdpDoor : openTcpDoor)(nodePort, guard).then((door) => {
      opened.push(door);
      return door;
    });
    doors.set(name, opening);
    return opening;
  };
  await leadThrough(page, async (description) => {
    let changed = description;
    for (const [whole, before, protocol, port] of description.matchAll(CANDIDATE)) {
      const door = await doorTo((protocol ?? "").toLowerCase(), Number(port));
      changed = changed.replace(whole, `${before} ${door.port}`);
    }
    return changed;
  });
  return {
    let: (wanted) => {
      through = wanted;
    },
    change: () => {
      for (const door of opened) door.change();
    },
    nodePortBehind: (port) => opened.find((door) => door.protocol === "udp" && door.port === port)?.nodePort,
    isDoor: (port) => opened.some((door) => door.port === port),
    close: () => {
      for (const door of opened) door.close();
    },
  };
}

/** One socket towards the media node for every one that sends. */
async function openUdpDoor(nodePort: number, guard: Guard): Promise<Door> {
  const all: Datagrams[] = [];
  const door = await bindDatagrams(all);
  const towardsNode = new Map<string, Promise<Datagrams>>();
  const dead = new Set<string>();
  const passes = (from: string) => guard.letsUdp() && !dead.has(from);
  const openTowards = async (from: string, host: string, port: number) => {
    const socket = await bindDatagrams(all);
    socket.on("message", (packet) => {
      if (passes(from)) sendDatagram(door, packet, port, host);
    });
    return socket;
  };
  door.on("message", (packet, { address: host, port }) => {
    const from = `${host} ${port}`;
    const socket = towardsNode.get(from) ?? openTowards(from, host, port);
    towardsNode.set(from, socket);
    if (passes(from)) void socket.then((open) => sendDatagram(open, packet, nodePort, HOST));
  });
  return {
    protocol: "udp",
    port: door.address().port,
    nodePort,
    change: () => {
      for (const from of towardsNode.keys()) dead.add(from);
    },
    close: () => {
      for (const socket of all) socket.close();
    },
  };
}

async function openTcpDoor(nodePort: number, guard: Guard): Promise<Door> {
  const all = new Set<Socket>();
  const dead = new Set<Socket>();
  const server: Server = createServer((home) => {
    const node = connect(nodePort, HOST);
    for (const [one, other] of [
      [home, node],
      [node, home],
    ] as const) {
      all.add(one);
      one.on("data", (bytes) => {
        if (guard.letsTcp() && !dead.has(one)) other.write(bytes);
      });
      // A connection that is cut is none any more on either side.
      one.on("error", () => undefined);
      one.once("close", () => {
        all.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  return {
    protocol: "tcp",
    port: (server.address() as { port: number }).port,
    nodePort,
    change: () => {
      for (const socket of all) dead.add(socket);
    },
    close: () => {
      server.close();
      for (const socket of all) socket.destroy();
    },
  };
}
