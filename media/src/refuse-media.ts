// Turns what mediasoup throws into a refusal of the registry, so that no caller ever sees mediasoup's own errors.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { NotFoundError, WorkerClosedError } from "mediasoup/errors";

/** `groupSessionId`: of the session it is about, if it is about one. */
export type Report = (what: string, detail?: unknown, groupSessionId?: GroupSessionId) => void;

/** Runs one operation on a worker. `isGone` tells whether what it worked on was closed meanwhile. */
export async function refuseMedia<Result>(
  run: () => Promise<Result>,
  isGone: () => boolean,
  report: Report,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if (error instanceof NotFoundError) throw new DomainError("media/unknown");
    if (isGone() || error instanceof WorkerClosedError) throw new DomainError("media/away");
    // Everything else is the worker's answer to what was asked: parameters it cannot use.
    report("the media worker refused a request", error);
    throw new DomainError("media/malformed");
  }
}
