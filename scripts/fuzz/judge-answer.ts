// What may come out of the server, whatever went in.
import { REFUSALS } from "@ensemble/shared/protocol/refusal-codes.ts";

export type FindLeak = (said: Uint8Array | string) => string | undefined;

/** Of the inside: stacks, files, statements, tools. None of these stands in anything the product says on purpose. */
const INSIDE: readonly RegExp[] = [
  /\n\s+at .*[:(]/,
  /\bnode_modules\b/,
  /\bnode:internal\b/,
  /\.(ts|mjs|cjs):\d+/,
  /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b.*\b(FROM|VALUES|SET|WHERE)\b/,
  /prisma/i,
  /\bPostgres/i,
  /invalid byte sequence/,
  /root:x:0:0/,
];

/** `secrets`: texts nobody outside may be told. */
export function createFindLeak(secrets: readonly string[]): FindLeak {
  return (said) => {
    // Byte by byte: what is looked for is ASCII, and stays readable in a packed message.
    const text = typeof said === "string" ? said : Buffer.from(said).toString("latin1");
    const secret = secrets.find((one) => text.includes(one));
    if (secret !== undefined) return `it tells ${secret}`;
    const pattern = INSIDE.find((one) => one.test(text));
    return pattern === undefined ? undefined : `it tells of the inside: ${pattern.exec(text)?.[0].slice(0, 120)}`;
  };
}

export function isRefusal(code: unknown): boolean {
  return typeof code === "string" && Object.hasOwn(REFUSALS, code);
}

/** What is wrong with the answer to a request of this type, if anything. */
export function faultOfRoomAnswer(type: string, answer: unknown): string | undefined {
  const said = (answer ?? {}) as Record<string, unknown>;
  const isKnown =
    type === "command"
      ? (said.applied === true && Number.isInteger(said.sequence)) || (said.applied === false && isRefusal(said.code))
      : type === "hello"
        ? said.welcome === true || (said.welcome === false && isRefusal(said.code))
        : type === "media"
          ? "answer" in said || isRefusal(said.refused)
          : true;
  return isKnown ? undefined : `${type} was answered with ${JSON.stringify(answer)?.slice(0, 200)}`;
}

/** However often: uWebSockets.js says it twice. */
const GO_ON = /^(HTTP\/1\.1 100 Continue\r\n\r\n)+/;

/** What is wrong with an HTTP answer, given whole as it came, if anything. Several answers may follow each other. */
export function faultOfHttpAnswer(said: string): string | undefined {
  if (said.replace(GO_ON, "") === "") return undefined; // cut off, which is an answer to what is no request
  const head = /^HTTP\/1\.1 (\d{3})[^\r\n]*\r\n([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(said.replace(GO_ON, ""));
  if (head === null) return `no HTTP: ${said.slice(0, 80)}`;
  const status = Number(head[1]);
  const [headers = "", body = ""] = [head[2], head[3]];
  if (status >= 500 && status !== 503) return `status ${status}: ${body.slice(0, 200)}`;
  if (status < 400 || !/^content-type: application\/json/im.test(headers) || !body.startsWith("{")) return undefined;
  return faultOfRefusal(status, body);
}

function faultOfRefusal(status: number, body: string): string | undefined {
  let parsed: { code?: unknown; error?: unknown; reason?: unknown; status?: unknown };
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined; // in pieces, or of a connection that was cut off
  }
  // The matchmaker puts the status where the others put the code.
  const code = typeof parsed.code === "string" ? parsed.code : parsed.error;
  if (isRefusal(code)) return undefined;
  if (status === 503 && (parsed.reason !== undefined || parsed.status !== undefined)) return undefined;
  return `status ${status} with no code of the registry: ${body.slice(0, 200)}`;
}
