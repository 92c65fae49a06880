// Signing in by the link that was opened, as often as it takes: the address no longer has the link, so it is kept here for trying again.
import { Refused } from "../ask-server.ts";
import type { SignInState } from "./sign-in-view.tsx";

/** While the server can store nothing: it passes by itself. */
const AGAIN_AFTER_MS = 5_000;

export interface SignInAttempt {
  /** With the link that is in the address now, if there is one. */
  readonly open: () => Promise<void>;
  /** With the same link. */
  readonly tryAgain: () => Promise<void>;
  /** The page is gone: whoever comes to this device next is not signed in by this link. */
  readonly stop: () => void;
}

export function createSignInAttempt(parts: {
  readonly takeLink: () => string | undefined;
  readonly signIn: (link: string) => Promise<void>;
  readonly show: (state: SignInState) => void;
  readonly schedule: (delayMs: number, run: () => void) => void;
}): SignInAttempt {
  let link: string | undefined;
  /** Of the wait that counts. */
  let waiting = {};
  const attempt = async (waited: boolean) => {
    if (link === undefined) return parts.show("noLink");
    const tried = link;
    waiting = {};
    // What is said does not change with every look.
    if (!waited) parts.show("asking");
    let outcome: SignInState | undefined;
    try {
      await parts.signIn(tried);
    } catch (problem) {
      outcome = stateAfter(problem);
    }
    // Meanwhile another link may have been opened: its outcome counts.
    if (outcome === undefined || tried !== link) return;
    parts.show(outcome);
    if (outcome === "notStoring") {
      const mine = {};
      waiting = mine;
      parts.schedule(AGAIN_AFTER_MS, () => {
        if (mine === waiting) void attempt(true);
      });
    }
  };
  const tryAgain = () => attempt(false);
  return {
    open: async () => {
      const taken = parts.takeLink();
      if (taken === undefined && link !== undefined) return;
      link = taken;
      await tryAgain();
    },
    tryAgain,
    stop: () => {
      link = undefined;
      waiting = {};
    },
  };
}

/** Only the server's own word on the link makes it a bad one: everything else may pass, and nobody asks the clinic for another link in vain. */
function stateAfter(problem: unknown): SignInState {
  const code = problem instanceof Refused ? problem.code : undefined;
  if (code === "sign_in/link_expired") return "expired";
  // Too short or too long to be one at all.
  const isNoLink = code === "protocol/malformed" || code === "protocol/too_large";
  if (code === "server/refuses_writes") return "notStoring";
  if (code === "sign_in/link_invalid" || isNoLink) return "invalid";
  console.warn("signing in got no usable answer", problem);
  return "noAnswer";
}
