// One person's line to a server, or a server's to its database, which can be cut and slowed down: nothing passes while it is cut,
// and what was under way passes afterwards, as when a wireless network comes back. Names no host: whoever uses it takes it for the
// server.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Relay {
  readonly url: string;
  readonly cut: () => void;
  readonly mend: () => void;
  /** The person's address has changed: what is open now carries nothing any more and is not closed, what is opened from now on is well. */
  readonly strand: () => void;
  /** What comes from now on arrives this much later, in its order; 0: at once. */
  readonly delay: (milliseconds: number) => void;
  /** Bytes that passed, both ways. */
  readonly passed: () => number;
  readonly close: () => Promise<void>;
}

/** `to`: an address with a port, or a socket's path. */
export async function openRelay(to: string | { readonly socket: string }): Promise<Relay> {
  const far = typeof to === "string" ? addressOf(new URL(to)) : { path: to.socket };
  const sockets = new Set<Socket>();
  const stranded = new Set<Socket>();
  let isCut = false;
  let delayMs = 0;
  let passed = 0;
  const join = (from: Socket, to: Socket) => {
    sockets.add(from);
    const waiting: { readonly dueMs: number; readonly carry: () => void }[] = [];
    const carryDue = () => {
      const next = waiting[0];
      if (next === undefined) return;
      const leftMs = next.dueMs - performance.now();
      if (leftMs > 0) {
        setTimeout(carryDue, leftMs);
        return;
      }
      waiting.shift();
      next.carry();
      carryDue();
    };
    /** In its order, also when the delay becomes shorter. */
    const pass = (carry: () => void) => {
      if (delayMs === 0 && waiting.length === 0) return carry();
      waiting.push({ dueMs: performance.now() + delayMs, carry });
      if (waiting.length === 1) carryDue();
    };
    from.on("data", (bytes) => {
      passed += bytes.byteLength;
      pass(() => {
        if (!to.write(bytes)) from.pause();
      });
    });
    to.on("drain", () => !isCut && !stranded.has(from) && from.resume());
    from.on("end", () => pass(() => to.end()));
    // A killed server or a closed page: the other side learns of it in the same way.
    from.on("error", () => to.destroy());
    from.on("close", () => {
      sockets.delete(from);
      stranded.delete(from);
      pass(() => to.destroy());
    });
  };
  const server = createServer((browserSide) => {
    const serverSide = connect(far);
    join(browserSide, serverSide);
    join(serverSide, browserSide);
    if (isCut) for (const socket of [browserSide, serverSide]) socket.pause();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.pause();
    },
    mend: () => {
      isCut = false;
      for (const socket of sockets) if (!stranded.has(socket)) socket.resume();
    },
    strand: () => {
      for (const socket of sockets) {
        stranded.add(socket);
        socket.pause();
      }
    },
    delay: (milliseconds) => {
      delayMs = milliseconds;
    },
    passed: () => passed,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function addressOf({ hostname, port }: URL): { readonly host: string; readonly port: number } {
  return { host: hostname, port: Number(port) };
}
