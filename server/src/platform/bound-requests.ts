// Bounds what any HTTP request may carry before anything else reads it: the matchmaker of the core has no limit of its own.
import type { IncomingMessage, Server, ServerResponse } from "node:http";

const MATCHMAKING = "/matchmake/";
const LIMIT_BYTES = 4_096;
const DEADLINE_MS = 10_000;

/** Call after the server's listeners are in place: requests to the matchmaker reach them with their body read and bounded. */
export function boundMatchmaking(server: Server): void {
  const listeners = server.listeners("request") as ((request: IncomingMessage, response: ServerResponse) => void)[];
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage & { body?: unknown }, response: ServerResponse) => {
    const pass = () => {
      for (const listener of listeners) listener.call(server, request, response);
    };
    if (request.method !== "POST" || !request.url?.startsWith(MATCHMAKING)) return pass();
    readBounded(request, LIMIT_BYTES).then(
      (text) => {
        request.body = text === "" ? {} : parse(text);
        if (typeof request.body === "object" && request.body !== null) pass();
        else refuse(response, 400, "protocol/malformed");
      },
      () => refuse(response, 413, "protocol/too_large"),
    );
  });
}

function readBounded(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => request.destroy(), DEADLINE_MS);
    request.on("data", (chunk: Buffer) => {
      length += chunk.byteLength;
      if (length <= limit) chunks.push(chunk);
      else {
        clearTimeout(timer);
        reject(new Error("too large"));
        request.removeAllListeners("data").pause();
      }
    });
    request.on("end", () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString());
    });
    request.on("error", reject);
  });
}

/** The rest of a refused body is not read: the connection ends with the answer. */
function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify({ code }), () => response.socket?.destroy());
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused as malformed
  }
}
