// One way to ask the server over HTTP: JSON in and out; a refusal becomes an error that carries its code, so that pages can say it in words.
import type { RefusalAnswer } from "@ensemble/shared/protocol/http-messages.ts";

/** `code` is one of shared/protocol/refusal-codes.ts, or `network` when there was no answer, or `unexpected`. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.name = "Refused";
    this.code = code;
  }
}

/** `withinMs`: no answer by then is no answer at all. */
export async function askServer<Answer>(path: string, body?: unknown, withinMs?: number): Promise<Answer> {
  const response = await answerOf(path, body, withinMs === undefined ? undefined : AbortSignal.timeout(withinMs));
  if (!response.ok) throw new Refused(await codeOf(response));
  return response.status === 204 ? (undefined as Answer) : ((await bodyOf(response)) as Answer);
}

/** Of a route that answers in bytes. `range`: only those from `begin` up to, not including, `end`. Whoever aborts the signal does not want them any more. */
export async function askServerForBytes(
  path: string,
  range?: { readonly begin: number; readonly end: number },
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const headers = range === undefined ? undefined : { range: `bytes=${range.begin}-${range.end - 1}` };
  const response = await answerOf(path, undefined, signal, headers);
  if (!response.ok) throw new Refused(await codeOf(response));
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    warnUnlessUnwanted("the server's answer broke off", cause);
    throw new Refused("network");
  }
}

async function answerOf(
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
  headers: Readonly<Record<string, string>> = { accept: "application/json" },
): Promise<Response> {
  const request: RequestInit = { credentials: "same-origin", headers };
  if (signal !== undefined) request.signal = signal;
  if (body !== undefined) {
    request.method = "POST";
    request.headers = { ...request.headers, "content-type": "application/json" };
    request.body = JSON.stringify(body);
  }
  try {
    return await fetch(path, request);
  } catch (cause) {
    warnUnlessUnwanted("no answer from the server", cause);
    throw new Refused("network");
  }
}

/** A time that ran out is a TimeoutError. */
function warnUnlessUnwanted(what: string, cause: unknown): void {
  const isUnwanted = cause instanceof DOMException && cause.name === "AbortError";
  if (!isUnwanted) console.warn(what, cause);
}

async function codeOf(response: Response): Promise<string> {
  const type = response.headers.get("content-type") ?? "";
  if (!type.includes("json")) return "unexpected";
  const { code } = (await bodyOf(response)) as Partial<RefusalAnswer>;
  return code ?? "unexpected";
}

/** What stands between may answer in the server's place, with a page of its own. */
async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    console.warn("the server's answer cannot be read", cause);
    throw new Refused("unexpected");
  }
}
