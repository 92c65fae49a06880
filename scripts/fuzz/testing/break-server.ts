// Loaded into a server before anything else, it breaks that server in the way ENSEMBLE_BREAK names, so that a fuzz which finds nothing
// there is seen to be blind. Only tests start a server with it.
import { Decipheriv } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";

const HELD_BYTES = 256 * 1024;
const FATAL_TARGET = "%00";

const breakages: Readonly<Record<string, () => void>> = {
  /** A request whose target holds a zero byte ends the process. */
  end: () => {
    subscribe("http.server.request.start", (message) => {
      const { request } = message as { request: IncomingMessage };
      if (request.url?.includes(FATAL_TARGET)) process.exit(70);
    });
  },
  /** A refusal tells the name that was read last. */
  tell: () => {
    let newest = "";
    const { update } = Decipheriv.prototype;
    Decipheriv.prototype.update = function (this: Decipheriv, ...given: unknown[]) {
      const plain: unknown = update.apply(this, given as never);
      const text = /Name-[0-9a-f]{12}/.exec(String(plain))?.[0];
      newest = text ?? newest;
      return plain;
    } as typeof update;
    const { end } = ServerResponse.prototype;
    ServerResponse.prototype.end = function (this: ServerResponse, ...given: unknown[]) {
      if (this.statusCode >= 400 && !this.headersSent) this.setHeader("x-reason", newest);
      return end.apply(this, given as never);
    };
  },
  /** Every piece of a body stays, and a quarter of a megabyte with it. */
  hold: () => {
    const held: Buffer[] = [];
    const { push } = IncomingMessage.prototype;
    IncomingMessage.prototype.push = function (this: IncomingMessage, chunk: unknown, ...more: never[]) {
      if (chunk instanceof Uint8Array && chunk.byteLength > 0) held.push(Buffer.alloc(HELD_BYTES, chunk));
      return push.call(this, chunk, ...more);
    };
  },
};

const chosen = breakages[process.env.ENSEMBLE_BREAK ?? ""];
if (chosen === undefined) throw new Error("ENSEMBLE_BREAK names no way to break a server");
chosen();
