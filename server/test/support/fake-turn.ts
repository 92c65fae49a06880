// A TURN server of the tests, and of nothing else: it speaks the real protocol (RFC 8656, to clients over TCP, TLS or UDP, to peers over UDP)
// and checks the time-limited credentials as coturn's `use-auth-secret` does. It listens on this machine only.
import { createHash, createHmac, createPublicKey, randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { generate } from "selfsigned";
import { type Address, takeFrame } from "../../src/media/turn/stun-message.ts";
import { openTurnClient, type TurnClient, type TurnHouse } from "./serve-turn-client.ts";

export interface FakeTurn {
  /** `turn:` over TCP, `turns:` over TLS, and `turn:` over UDP. */
  readonly urls: { readonly tcp: string; readonly tls: string; readonly udp: string };
  /** The certificate of the TLS port, made for this server; and the hash of its key, as Chromium takes it. */
  readonly certificate: string;
  readonly keyHash: string;
  /** What it has answered so far to the question for an allocation: "given" or the number of the error. */
  readonly allocated: () => readonly string[];
  /** Of what peers have sent and were sent. */
  readonly relayedBytes: () => number;
  /** Who has come over TLS so far. */
  readonly tlsClients: () => number;
  /** Breaks what there is, and answers nobody any more. */
  readonly close: () => Promise<void>;
}

interface FakeTurnOptions {
  readonly secret: string;
  readonly realm?: string;
  /** Milliseconds since 1970. */
  readonly nowMs?: () => number;
  /** As `denied-peer-ip` and `allowed-peer-ip`; by default everybody on this machine. */
  readonly mayReach?: (peer: Address) => boolean;
  /** Where a peer really is that clients know by another port, as behind a translating router; by default there. */
  readonly portBehind?: (port: number) => number;
}

const HOST = "127.0.0.1";

export async function openFakeTurn(options: FakeTurnOptions): Promise<FakeTurn> {
  const { secret, realm = "turn.test", nowMs = () => Date.now() } = options;
  const allocated: string[] = [];
  let relayed = 0;
  let tlsClients = 0;
  const house: TurnHouse = {
    realm,
    nonce: randomBytes(16).toString("hex"),
    passwordOf: (username) => {
      const expiresSeconds = Number(/^(\d+):./.exec(username)?.[1] ?? 0);
      if (expiresSeconds * 1_000 < nowMs()) return undefined;
      return createHmac("sha1", secret).update(username).digest("base64");
    },
    mayReach: options.mayReach ?? (({ host }) => host === HOST),
    allocated: (answer) => void allocated.push(answer),
    portBehind: options.portBehind ?? ((port) => port),
    relayed: (bytes) => {
      relayed += bytes;
    },
  };
  const { cert, private: key } = await generate([{ name: "commonName", value: "A TURN server of tests" }], {
    keySize: 2048,
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 7, ip: HOST }] },
    ],
  });
  const open = new Set<Socket>();
  const take = (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    serveStream(socket, house);
  };
  const tcp = createServer(take);
  const tls = createTlsServer({ cert, key }, (socket) => {
    tlsClients += 1;
    take(socket);
  });
  // Who does not trust the certificate hangs up.
  tls.on("tlsClientError", () => undefined);
  const [tcpPort, tlsPort] = await Promise.all([listen(tcp), listen(tls)]);
  const udp = await serveDatagrams(house);
  const end = async () => {
    const ended = Promise.all([tcp, tls].map((server) => new Promise((resolve) => server.close(resolve))));
    for (const socket of open) socket.destroy();
    udp.close();
    await ended;
  };
  let ending: Promise<void> | undefined;
  return {
    urls: {
      tcp: `turn:${HOST}:${tcpPort}?transport=tcp`,
      tls: `turns:${HOST}:${tlsPort}?transport=tcp`,
      udp: `turn:${HOST}:${udp.port}?transport=udp`,
    },
    certificate: cert,
    keyHash: createHash("sha256")
      .update(createPublicKey(cert).export({ type: "spki", format: "der" }))
      .digest("base64"),
    allocated: () => allocated,
    relayedBytes: () => relayed,
    tlsClients: () => tlsClients,
    close: () => {
      ending ??= end();
      return ending;
    },
  };
}

function serveStream(socket: Socket, house: TurnHouse): void {
  const client = openTurnClient(house, addressOf(socket), (bytes) => {
    if (socket.writable) socket.write(bytes);
  });
  let left: Buffer = Buffer.alloc(0);
  socket.on("data", (bytes: Buffer) => {
    left = Buffer.concat([left, bytes]);
    for (let taken = takeFrame(left); taken !== undefined; taken = takeFrame(left)) {
      left = taken.rest;
      client.take(taken.frame);
    }
  });
  // A client that goes without a word has gone all the same.
  socket.on("error", () => undefined);
  socket.once("close", client.close);
}

async function serveDatagrams(house: TurnHouse): Promise<{ readonly port: number; readonly close: () => void }> {
  const clients = new Map<string, TurnClient>();
  const socket = createSocket("udp4");
  socket.on("message", (frame, { address: host, port }) => {
    const from = `${host} ${port}`;
    const client =
      clients.get(from) ?? openTurnClient(house, { host, port }, (bytes) => socket.send(bytes, port, host));
    clients.set(from, client);
    client.take(frame);
  });
  await new Promise<void>((resolve) => socket.bind(0, HOST, resolve));
  return {
    port: socket.address().port,
    close: () => {
      for (const client of clients.values()) client.close();
      socket.close();
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, HOST, () => resolve((server.address() as { port: number }).port));
  });
}

function addressOf({ remoteAddress = HOST, remotePort = 0 }: Socket): Address {
  return { host: remoteAddress, port: remotePort };
}
