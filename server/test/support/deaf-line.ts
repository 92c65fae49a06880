// A line whose far end stops reading: what is sent arrives, what the server says does not, its goodbye too.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface DeafLine {
  readonly url: string;
  readonly sentBytes: () => number;
  readonly goDeaf: () => void;
  readonly hearAgain: () => void;
  readonly close: () => Promise<void>;
}

export async function openDeafLine(serverUrl: string): Promise<DeafLine> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let sentBytes = 0;
  const serverSides = new Set<Socket>();
  const relay = createServer((page) => {
    const server = connect(Number(port), hostname);
    serverSides.add(server);
    for (const [from, to] of [
      [page, server],
      [server, page],
    ] as const) {
      sockets.add(from);
      from.on("data", (bytes) => to.write(bytes));
      from.on("error", () => to.destroy());
      from.on("close", () => to.destroy());
    }
    page.on("data", (bytes) => {
      sentBytes += bytes.byteLength;
    });
  }).listen(0, "127.0.0.1");
  await once(relay, "listening");
  return {
    url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    sentBytes: () => sentBytes,
    goDeaf: () => {
      for (const socket of serverSides) socket.pause();
    },
    hearAgain: () => {
      for (const socket of serverSides) socket.resume();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      relay.close();
      await once(relay, "close");
    },
  };
}
