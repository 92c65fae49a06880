// One address before several server processes, for tests and for trying; in production the front is Caddy or another of its kind.
// httpxy carries; which process is asked is decided here: the one a path names, or each ready one in turn.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { createProxyServer } from "httpxy";

const LOOK_EVERY_MS = 250;
const ANSWER_WITHIN_MS = 1_000;
/** An unused connection is kept for so much longer than clients are told. */
const KEPT_BEYOND_MS = 10_000;

export interface Front {
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface Upstream {
  readonly url: string;
  ready: boolean;
}

/** The path under which a front of this kind shows the process with this number. */
export function processPath(number: number): string {
  return `/process-${number}`;
}

/** `urls`: those of the processes, in the order of their numbers. */
export async function startFront(port: number, urls: readonly string[]): Promise<Front> {
  const upstreams = urls.map((url): Upstream => ({ url, ready: false }));
  const proxy = createProxyServer({ xfwd: true });
  const looking = setInterval(() => void lookAround(upstreams), LOOK_EVERY_MS);
  await lookAround(upstreams);
  let turn = 0;

  /** Takes what names the process out of the path. */
  const choose = (request: IncomingMessage): Upstream | undefined => {
    const named = /^\/process-(\d+)(?=\/)/.exec(request.url ?? "");
    if (named !== null) {
      request.url = request.url?.slice(named[0].length);
      return upstreams[Number(named[1])];
    }
    const ready = upstreams.filter((upstream) => upstream.ready);
    turn += 1;
    // Where none says that it is ready, each may say itself why.
    const asked = ready.length > 0 ? ready : upstreams;
    return asked[turn % asked.length];
  };
  const carried = async (upstream: Upstream, work: Promise<void>, giveUp: () => void) => {
    try {
      await work;
    } catch (error) {
      // Whoever asked is told and asks again; the next look says whether the process is back.
      if ((error as NodeJS.ErrnoException).code === "ECONNREFUSED") upstream.ready = false;
      giveUp();
    }
  };

  const server = createServer(
    { keepAliveTimeoutBuffer: KEPT_BEYOND_MS },
    (request: IncomingMessage, response: ServerResponse) => {
      const upstream = choose(request);
      if (upstream === undefined) return refuse(response);
      void carried(upstream, proxy.web(request, response, { target: upstream.url }), () => refuse(response));
    },
  );
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const upstream = choose(request);
    if (upstream === undefined) return socket.destroy();
    void carried(upstream, proxy.ws(request, socket, { target: upstream.url }, head), () => socket.destroy());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: async () => {
      clearInterval(looking);
      server.close();
      server.closeAllConnections();
    },
  };
}

async function lookAround(upstreams: readonly Upstream[]): Promise<void> {
  await Promise.all(
    upstreams.map(async (upstream) => {
      upstream.ready = await isReady(upstream.url);
    }),
  );
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })).ok;
  } catch {
    return false; // it does not answer
  }
}

function refuse(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(503, { "content-type": "application/json" }).end(JSON.stringify({ code: "session/moved" }));
}
