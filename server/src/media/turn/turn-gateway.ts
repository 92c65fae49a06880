// Asks a TURN server for what a browser would ask of it, with credentials made as for a participant, and gives it back at once.
import { randomBytes } from "node:crypto";
import type { TurnTrouble } from "@ensemble/shared/protocol/operator-report.ts";
import {
  type Address,
  ATTRIBUTE,
  encodeAddress,
  encodeStun,
  errorCodeOf,
  longTermKey,
  METHOD,
  OVER_UDP,
  parseAddress,
  parseStun,
  type StunMessage,
} from "./stun-message.ts";
import type { TurnCredentials } from "./turn-credentials.ts";
import { type LineListener, openTurnLine, parseTurnUrl, type TurnLine } from "./turn-line.ts";

/**
 * silent: nothing listens there, or what does is no TURN server. untrusted: its certificate does not hold for its name, or no authority that
 * is trusted here has signed it. refuses: it does not take our credentials (another secret, a clock that is hours off) or gives nothing to
 * anybody. forbids: it relays, and not to the media node.
 */
export type TurnAnswer = "relays" | TurnTrouble;

export interface TurnQuestion {
  readonly url: string;
  readonly credentials: TurnCredentials;
  /** Where media is; undefined: not asked for. */
  readonly media: Address | undefined;
  readonly withinMs: number;
  /** Certificates of authorities besides those this machine trusts. */
  readonly trusted?: string;
}

interface Asked {
  readonly method: number;
  readonly attributes?: readonly (readonly [number, Buffer])[];
}

/** UDP may lose a question. */
const ASKED_AGAIN_AFTER_MS = 500;
const UNAUTHORIZED = 401;

export async function askTurn(question: TurnQuestion): Promise<TurnAnswer> {
  const address = parseTurnUrl(question.url);
  if (address === undefined) return "silent";
  let line: Questions | undefined;
  try {
    line = openQuestions((listener) => openTurnLine(address, listener, question.trusted), question.withinMs);
    await line.opened;
    return await goThrough(question, line.ask);
  } catch (error) {
    return isDistrust(error) ? "untrusted" : "silent";
  } finally {
    line?.close();
  }
}

async function goThrough(question: TurnQuestion, ask: Questions["ask"]): Promise<TurnAnswer> {
  const { username, credential } = question.credentials;
  const wanted = [[ATTRIBUTE.requestedTransport, Buffer.from([OVER_UDP, 0, 0, 0])]] as const;
  const challenge = await ask({ method: METHOD.allocate, attributes: wanted });
  const realm = challenge.attributes.get(ATTRIBUTE.realm);
  const nonce = challenge.attributes.get(ATTRIBUTE.nonce);
  if (errorCodeOf(challenge) !== UNAUTHORIZED || realm === undefined || nonce === undefined) return "refuses";
  const key = longTermKey(username, realm.toString(), credential);
  const askSigned = ({ method, attributes = [] }: Asked) => {
    const signed = [
      [ATTRIBUTE.username, Buffer.from(username)],
      [ATTRIBUTE.realm, realm],
      [ATTRIBUTE.nonce, nonce],
    ] as const;
    return ask({ method, attributes: [...attributes, ...signed] }, key);
  };
  const given = await askSigned({ method: METHOD.allocate, attributes: wanted });
  if (given.class !== "success" || parseAddress(given.attributes.get(ATTRIBUTE.xorRelayedAddress)) === undefined)
    return "refuses";
  const { media } = question;
  const permitted =
    media === undefined ||
    (await askSigned({
      method: METHOD.createPermission,
      attributes: [[ATTRIBUTE.xorPeerAddress, encodeAddress(media)]],
    }).then((answer) => answer.class === "success"));
  await askSigned({ method: METHOD.refresh, attributes: [[ATTRIBUTE.lifetime, Buffer.alloc(4)]] });
  return permitted ? "relays" : "forbids";
}

interface Questions {
  readonly opened: Promise<void>;
  /** Rejects when the line breaks, or the time is over. */
  readonly ask: (asked: Asked, key?: Buffer) => Promise<StunMessage>;
  readonly close: () => void;
}

function openQuestions(open: (listener: LineListener) => TurnLine, withinMs: number): Questions {
  const broken = Promise.withResolvers<never>();
  // Whoever waits for something else at that moment hears of it.
  broken.promise.catch(() => undefined);
  const opened = Promise.withResolvers<void>();
  const waiting = new Map<string, (answer: StunMessage) => void>();
  const line = open({
    opened: opened.resolve,
    received: (frame) => {
      const message = parseStun(frame);
      if (message?.class === "success" || message?.class === "error")
        waiting.get(message.transaction.toString("hex"))?.(message);
    },
    broken: broken.reject,
  });
  const overdue = setTimeout(() => broken.reject(new Error("no answer in time")), withinMs);
  return {
    opened: Promise.race([opened.promise, broken.promise]),
    ask: async ({ method, attributes = [] }, key) => {
      const transaction = randomBytes(12);
      const message = encodeStun({ method, class: "request", transaction, attributes }, key);
      const answered = Promise.withResolvers<StunMessage>();
      waiting.set(transaction.toString("hex"), answered.resolve);
      line.send(message);
      const again = setInterval(() => line.send(message), ASKED_AGAIN_AFTER_MS);
      return Promise.race([answered.promise, broken.promise]).finally(() => clearInterval(again));
    },
    close: () => {
      clearTimeout(overdue);
      line.close();
    },
  };
}

/** As OpenSSL names what is wrong with a certificate, and Node a name that does not fit. */
function isDistrust(error: unknown): boolean {
  const code = String((error as NodeJS.ErrnoException).code ?? "");
  return /CERT|SIGNATURE|ALTNAME|ISSUER/.test(code);
}
