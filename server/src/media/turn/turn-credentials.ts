// Credentials for a TURN server that shares a secret with us, as coturn's `use-auth-secret` takes them: the time until
// which they hold is part of the user name, and the password is its signature. Pure.
// https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00
import { createHmac } from "node:crypto";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";

/** Longer than a class, so that a line that breaks near its end is mended with the same ones. */
const VALID_SECONDS = 2 * 60 * 60;

export interface TurnCredentials {
  readonly username: string;
  readonly credential: string;
}

/** The participant's id is opaque: the TURN server learns no name. */
export function createTurnCredentials(secret: string, participantId: ParticipantId, nowMs: number): TurnCredentials {
  const username = `${Math.floor(nowMs / 1000) + VALID_SECONDS}:${participantId}`;
  return { username, credential: createHmac("sha1", secret).update(username).digest("base64") };
}
