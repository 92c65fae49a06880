// Standing consents to being recorded: given and taken back by their person, each an entry of the audit log. One holds only while its share is
// in the recordings' store: a database from before it was taken back has its row again, and does not bring it back.
import { randomUUID } from "node:crypto";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { STANDING_CONSENT_DAYS, type StandingConsent } from "@ensemble/shared/session/recording-consent.ts";
import type { Logger } from "../platform/logger.ts";
import type { AuditAction } from "./audit-chain.ts";
import type { AuditStore } from "./audit-store.ts";
import { DAY_MS } from "./retention-rules.ts";
import type { KeptConsent, StandingConsentStore } from "./standing-consent-store.ts";
import { consentShareName, type RecordingStore } from "./stored-objects.ts";

/** A share that was seen is asked for again after so long: a store may bill by request, and every class asks every other second. */
const SHARE_SEEN_FOR_MS = 60_000;
const MOST_SEEN = 10_000;

export interface Consenting {
  readonly personId: string;
  readonly clinicId: string;
}

export interface StandingConsents {
  /** Of those who have one that holds. Throws where database or store cannot be asked. */
  readonly find: (personIds: readonly string[]) => Promise<ReadonlyMap<string, StandingConsent>>;
  /** Where one holds, that one goes on as it is. Throws `recording/away`. */
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

  const hasShare = async (consentId: string): Promise<boolean> => {
    const seenAtMs = seen.get(consentId);
    if (seenAtMs !== undefined && monotonicMs() - seenAtMs < SHARE_SEEN_FOR_MS) return true;
    seen.delete(consentId);
    if ((await store.getRange(consentShareName(consentId), 0, SHARE.byteLength)) === undefined) return false;
    if (seen.size >= MOST_SEEN) seen.clear();
    seen.set(consentId, monotonicMs());
    return true;
  };

  const findOf = async (personIds: readonly string[]): Promise<readonly KeptConsent[]> => {
    const valid = personIds.length === 0 ? [] : await kept.findValid(personIds, nowMs());
    const shared = await Promise.all(valid.map(({ consentId }) => hasShare(consentId)));
    return valid.filter((_, place) => shared[place]);
  };

  const clear = async (consentId: string): Promise<void> => {
    await store.delete(consentShareName(consentId));
    // Afterwards: who looked meanwhile has seen it once more.
    seen.delete(consentId);
  };

  /** False: it was taken back before, and nothing is noted. */
  const end = async ({ consentId, clinicId, personId }: KeptConsent): Promise<void> => {
    try {
      await audit.append(clinicId, factOf("consent.takenBack", personId, consentId), async (client) => {
        if (!(await kept.markTakenBack(client, consentId, nowMs()))) throw new DoneAlready();
      });
    } catch (error) {
      if (!(error instanceof DoneAlready)) throw error;
    }
  };

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
      new Map((await findOf(personIds)).map(({ personId, consentId, untilMs }) => [personId, { consentId, untilMs }])),
    give: async ({ personId, clinicId }) => {
      const [present] = await findOf([personId]);
      if (present !== undefined) return { consentId: present.consentId, untilMs: present.untilMs };
      const atMs = nowMs();
      const consent = { consentId: randomUUID(), personId, clinicId, untilMs: atMs + STANDING_CONSENT_DAYS * DAY_MS };
      const { consentId, untilMs } = consent;
      // First: a row without its share is no consent, a share without a row says nothing.
      await store.put(consentShareName(consentId), SHARE).catch((error: unknown) => {
        logger.warn({ err: error }, "a standing consent cannot be kept: the recordings' store is away");
        throw new DomainError("recording/away");
      });
      await audit.append(clinicId, factOf("consent.given", personId, consentId), (client) =>
        kept.insert(client, consent, atMs),
      );
      return { consentId, untilMs };
    },
    takeBack: async ({ personId }) => {
      // Those without a share too: nothing of them is left to be brought back.
      for (const consent of await kept.findValid([personId], nowMs())) {
        await end(consent);
        await clearLater(consent.consentId);
      }
    },
    forget: clear,
    tidy: async () => {
      for (const consent of await kept.listTakenBackInClass()) await end(consent);
      for (const consentId of await kept.listUncleared(nowMs())) await clearLater(consentId);
    },
  };
}

class DoneAlready extends Error {}

/** What it says is that it is there. */
const SHARE: Uint8Array = Uint8Array.of(1);
