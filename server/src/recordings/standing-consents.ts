// Standing consents to being recorded: given and taken back by their person, each an entry of the audit log. One holds only while its share is
// in the recordings' store: a database from before it was taken back has its row again, and does not bring it back.

import { randomUUID } from "node:crypto";
import type { AuditAction } from "@ensemble/shared/protocol/audit-messages.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { STANDING_CONSENT_DAYS, type StandingConsent } from "@ensemble/shared/session/recording-consent.ts";
import { endsWithin } from "../platform/ends-within.ts";
import type { Logger } from "../platform/logger.ts";
import { appendUnlessDone } from "./append-unless-done.ts";
import type { AuditStore } from "./audit-store.ts";
import { DAY_MS } from "./retention-rules.ts";
import type { KeptConsent, StandingConsentStore } from "./standing-consent-store.ts";
import { consentShareName, type RecordingStore } from "./stored-objects.ts";

/** A store that does not answer keeps nobody's look and nobody's press waiting. */
const STORE_ANSWERS_WITHIN_MS = 3_000;
/** A share that was seen is asked for again after so long: a store may bill by request, and every class asks every other second. */
const SHARE_SEEN_FOR_MS = 60_000;
const MOST_SEEN = 10_000;

export interface Consenting {
  readonly personId: string;
  readonly clinicId: string;
}

export interface StandingConsents {
  /**
   * Of those who have one that holds; `unknown` of whom the store does not say whether the share is there. Whoever has taken it back is not among
   * them, whatever the store does. Throws where the database cannot be asked.
   */
  readonly find: (personIds: readonly string[]) => Promise<ReadonlyMap<string, StandingConsent | "unknown">>;
  /** Until when, for the one whose it is: also where the store does not answer, for it can be taken back. Null where there is none. */
  readonly readEnd: (personId: string) => Promise<number | null>;
  /** Where one holds, that one goes on as it is. Throws `recording/away`, also where one was taken back while this was under way. */
  readonly give: (who: Consenting) => Promise<StandingConsent>;
  /** Where none holds, nothing is done. */
  readonly takeBack: (who: Consenting) => Promise<void>;
  /** One that was taken back in a class: from here on it holds nowhere, also while the database is away. Throws when the store is. */
  readonly forget: (consentId: string) => Promise<void>;
  /** What crashes, outages and classes have left to be done. */
  readonly tidy: () => Promise<void>;
}

export function createStandingConsents(parts: {
  readonly kept: StandingConsentStore;
  readonly audit: Pick<AuditStore, "append">;
  readonly store: Pick<RecordingStore, "put" | "getRange" | "delete">;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  readonly logger: Pick<Logger, "warn">;
}): StandingConsents {
  const { kept, audit, store, nowMs, monotonicMs, logger } = parts;
  const seen = new Map<string, number>();

  const asked = new Map<string, Promise<boolean>>();
  let storeAway = false;

  const askStore = async (consentId: string): Promise<boolean> => {
    const isThere = (await store.getRange(consentShareName(consentId), 0, SHARE.byteLength)) !== undefined;
    if (isThere) {
      if (seen.size >= MOST_SEEN) seen.clear();
      seen.set(consentId, monotonicMs());
    }
    return isThere;
  };

  /** `unknown`: the store is away, or does not answer. */
  const findShare = async (consentId: string): Promise<"there" | "gone" | "unknown"> => {
    const seenAtMs = seen.get(consentId);
    if (seenAtMs !== undefined && monotonicMs() - seenAtMs < SHARE_SEEN_FOR_MS) return "there";
    seen.delete(consentId);
    let answer = asked.get(consentId);
    if (answer === undefined) {
      answer = askStore(consentId).finally(() => asked.delete(consentId));
      asked.set(consentId, answer);
    }
    const said = answer.then(
      (isThere) => {
        storeAway = false;
        return isThere ? "there" : "gone";
      },
      (error: unknown) => {
        // Classes look every other second: once an outage is enough.
        if (!storeAway) logger.warn({ err: error }, "whether standing consents hold cannot be looked up");
        storeAway = true;
        return "unknown" as const;
      },
    );
    return (await endsWithin(said, STORE_ANSWERS_WITHIN_MS)) ? said : "unknown";
  };

  const findOf = async (personIds: readonly string[]) => {
    const valid = personIds.length === 0 ? [] : await kept.findValid(personIds, nowMs());
    const consents = valid.map(async (consent) => ({ consent, share: await findShare(consent.consentId) }));
    return (await Promise.all(consents)).filter(({ share }) => share !== "gone");
  };

  const clear = async (consentId: string): Promise<void> => {
    await store.delete(consentShareName(consentId));
    // Afterwards: who looked meanwhile has seen it once more.
    seen.delete(consentId);
  };

  /** Of one that was taken back before nothing is noted. */
  const end = ({ consentId, clinicId, personId }: KeptConsent, atMs: number): Promise<void> =>
    appendUnlessDone(audit, clinicId, factOf("consent.takenBack", personId, consentId), (client) =>
      kept.markTakenBack(client, consentId, atMs),
    );

  const factOf = (action: AuditAction, personId: string, subject: string) =>
    ({ atMs: nowMs(), actor: { personId, role: "patient" }, action, subject, reason: null }) as const;

  const clearAndMark = async (consentId: string): Promise<void> => {
    await clear(consentId);
    await kept.markCleared(consentId, nowMs());
  };
  const clearLater = (consentId: string) =>
    clearAndMark(consentId).catch((error: unknown) =>
      logger.warn(
        { consentId, err: error },
        "the share of a consent that was taken back is still in the store, trying again later",
      ),
    );

  return {
    find: async (personIds) =>
      new Map(
        (await findOf(personIds)).map(({ consent: { personId, consentId, untilMs }, share }) => [
          personId,
          share === "unknown" ? share : { consentId, untilMs },
        ]),
      ),
    readEnd: async (personId) => (await findOf([personId])).at(-1)?.consent.untilMs ?? null,
    give: async ({ personId, clinicId }) => {
      const atMs = nowMs();
      const before = await findOf([personId]);
      if (before.some(({ share }) => share === "unknown")) throw new DomainError("recording/away");
      const present = before[0]?.consent;
      if (present !== undefined) return { consentId: present.consentId, untilMs: present.untilMs };
      const consent = { consentId: randomUUID(), personId, clinicId, untilMs: atMs + STANDING_CONSENT_DAYS * DAY_MS };
      const { consentId, untilMs } = consent;
      // First: a row without its share is no consent, a share without a row says nothing.
      await store.put(consentShareName(consentId), SHARE).catch((error: unknown) => {
        logger.warn({ err: error }, "a standing consent cannot be kept: the recordings' store is away");
        throw new DomainError("recording/away");
      });
      try {
        // The clinic's chain is locked meanwhile: of two that are given at once, one is the second.
        await audit.append(clinicId, factOf("consent.given", personId, consentId), async (client) => {
          const since = await kept.changedSince(client, personId, atMs);
          if (since !== undefined) throw new ChangedMeanwhile(since);
          await kept.insert(client, consent, nowMs());
        });
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        await clear(consentId).catch((left: unknown) =>
          logger.warn({ err: left }, "a share without a consent is left in the store; it says nothing"),
        );
        if (error.since === "takenBack") throw new DomainError("recording/away");
        return { consentId: error.since.consentId, untilMs: error.since.untilMs };
      }
      return { consentId, untilMs };
    },
    takeBack: async ({ personId }) => {
      // Those without a share too: nothing of them is left to be brought back.
      const held = await kept.findValid([personId], nowMs());
      for (const consent of held) await end(consent, nowMs());
      // Done: what is left in a store that does not answer is cleared later.
      await endsWithin(Promise.all(held.map(({ consentId }) => clearLater(consentId))), STORE_ANSWERS_WITHIN_MS);
    },
    forget: clear,
    tidy: async () => {
      for (const consent of await kept.listTakenBackInClass()) await end(consent, consent.takenBackAtMs);
      for (const consentId of await kept.listUncleared(nowMs())) await clearLater(consentId);
    },
  };
}

class ChangedMeanwhile extends Error {
  readonly since: KeptConsent | "takenBack";
  constructor(since: KeptConsent | "takenBack") {
    super("this person has given or taken back a consent meanwhile");
    this.since = since;
  }
}

/** What it says is that it is there. */
const SHARE: Uint8Array = Uint8Array.of(1);
