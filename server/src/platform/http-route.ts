// An HTTP route as plain data: what it accepts, who may call it, what it answers. `app.ts` registers the list; nothing else knows the server behind it.
import type { z } from "zod";
import type { ByteStream } from "./send-stream.ts";

export interface HttpRequest<Body, Caller> {
  readonly params: Readonly<Record<string, string>>;
  readonly body: Body;
  /** Present unless the route is open to everybody. */
  readonly caller: Caller;
  readonly cookie: string | undefined;
  readonly authorization: string | undefined;
  /** Made by a program on this machine, with nothing in between. */
  readonly fromThisMachine: boolean;
  /** The headers of the same names. */
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  /** Asked by HEAD: the same answer without its content. */
  readonly isHeadOnly: boolean;
}
export interface HttpAnswer {
  readonly status?: number;
  readonly body?: unknown;
  /** Instead of a body, for programs that read no JSON; the headers say of which type. */
  readonly text?: string;
  /** Instead of a body: bytes that are made as they are taken. */
  readonly stream?: ByteStream;
  readonly headers?: Readonly<Record<string, string>>;
  /** Large, the same for everybody, never changed and without secrets: sent packed to whoever can unpack it. */
  readonly packed?: true;
}
/** Whom a route answers: anybody, whoever is signed in, those whose classes these are, or those who keep the machines running. */
export type Audience = "anybody" | "signedIn" | "clinic" | "operators";
export interface HttpRoute<Caller> {
  readonly method: "GET" | "POST";
  /** Express's pattern, for instance `/api/sessions/:id/summary`. */
  readonly path: string;
  readonly audience: Audience;
  readonly body: z.ZodType | undefined;
  readonly handle: (request: HttpRequest<unknown, Caller | undefined>) => Promise<HttpAnswer>;
}

/** A route that needs a signed-in caller: unless it says otherwise, a therapist or a patient. */
export function signedInRoute<Caller, Body = undefined>(route: {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly audience?: Exclude<Audience, "anybody">;
  readonly body?: z.ZodType<Body>;
  readonly handle: (request: HttpRequest<Body, Caller>) => Promise<HttpAnswer>;
}): HttpRoute<Caller> {
  return { audience: "clinic", ...route, body: route.body, handle: route.handle as HttpRoute<Caller>["handle"] };
}

/** A route anybody may call. */
export function openRoute<Caller, Body = undefined>(route: {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: z.ZodType<Body>;
  readonly handle: (request: HttpRequest<Body, Caller | undefined>) => Promise<HttpAnswer>;
}): HttpRoute<Caller> {
  return { ...route, audience: "anybody", body: route.body, handle: route.handle as HttpRoute<Caller>["handle"] };
}
