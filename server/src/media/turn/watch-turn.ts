// Looks after the clinic's TURN server now and then, by asking it for what browsers ask: nobody else would be told that it is down or has
// another secret than ours, until somebody in a closed network has no picture.
import { isIPv4 } from "node:net";
import type { TurnTrouble } from "@ensemble/shared/protocol/operator-report.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { TurnServer } from "./offer-turn.ts";
import { createTurnCredentials } from "./turn-credentials.ts";
import { askTurn, type TurnAnswer, type TurnQuestion } from "./turn-gateway.ts";

export interface TurnWatch {
  /** Of the first of its addresses that has one; undefined while there is none, or nothing is known yet. */
  readonly trouble: () => TurnTrouble | undefined;
  readonly close: () => void;
}

interface TurnWatchParts {
  readonly turn: TurnServer | undefined;
  /** What browsers are told of the media node; a name is not looked up. */
  readonly mediaHost: string | undefined;
  /** Milliseconds since 1970, as the TURN server's clock. */
  readonly nowMs: () => number;
  /** Told when an address changes for the worse or is well again. */
  readonly changed: (url: string, answer: TurnAnswer) => void;
  readonly ask?: (question: TurnQuestion) => Promise<TurnAnswer>;
}

const ASKED_EVERY_MS = 60_000;
const ANSWERS_WITHIN_MS = 5_000;
/** Of nobody: it is asked for and given back at once. */
const WATCHER = "watch" as ParticipantId;
/** Any will do: servers permit addresses, not ports. */
const ANY_PORT = 9;

export function watchTurn({ turn, mediaHost, nowMs, changed, ask = askTurn }: TurnWatchParts): TurnWatch {
  if (turn === undefined) return { trouble: () => undefined, close: () => undefined };
  const { urls, secret } = turn;
  const answers = new Map<string, TurnAnswer>();
  const media = mediaHost !== undefined && isIPv4(mediaHost) ? { host: mediaHost, port: ANY_PORT } : undefined;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    for (const url of urls) {
      const credentials = createTurnCredentials(secret, WATCHER, nowMs());
      const answer = await ask({ url, credentials, media, withinMs: ANSWERS_WITHIN_MS });
      if (closed) return;
      const before = answers.get(url) ?? "relays";
      answers.set(url, answer);
      if (answer !== before) changed(url, answer);
    }
    timer = setTimeout(() => void look(), ASKED_EVERY_MS);
    timer.unref();
  }

  void look();
  return {
    trouble: () => [...answers.values()].find((answer) => answer !== "relays"),
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}
