// Standing consents in the database: what was given, until when, and when it was taken back. A row stays, as what was consented to does.
import { RECORDING_AUDIENCE, type StandingConsent } from "@ensemble/shared/session/recording-consent.ts";
import type pg from "pg";
import type { Transaction } from "./audit-store.ts";

export interface KeptConsent extends StandingConsent {
  readonly personId: string;
  readonly clinicId: string;
}

export interface StandingConsentStore {
  /** Those that hold: not over, not taken back, neither here nor in the journal of a class. */
  readonly findValid: (personIds: readonly string[], atMs: number) => Promise<readonly KeptConsent[]>;
  readonly insert: (client: Transaction, consent: KeptConsent, atMs: number) => Promise<void>;
  /** False: it was, or is not there. */
  readonly markTakenBack: (client: Transaction, consentId: string, atMs: number) => Promise<boolean>;
  /** What this person has decided since then: the one that was given, or that one was taken back, here or in a class. */
  readonly changedSince: (
    client: Transaction,
    personId: string,
    sinceMs: number,
  ) => Promise<KeptConsent | "takenBack" | undefined>;
  /** Taken back in a class, and not yet here. */
  readonly listTakenBackInClass: () => Promise<readonly (KeptConsent & { readonly takenBackAtMs: number })[]>;
  /** Taken back or over, and their shares perhaps still in the store. */
  readonly listUncleared: (atMs: number) => Promise<readonly string[]>;
  readonly markCleared: (consentId: string, atMs: number) => Promise<void>;
  readonly listOfClinic: (clinicId: string) => Promise<readonly string[]>;
}

interface Row {
  id: string;
  person_id: string;
  clinic_id: string;
  ends_at: Date;
}

const SELECT =
  "SELECT c.id, c.person_id, p.clinic_id, c.ends_at FROM standing_consent c JOIN person p ON p.id = c.person_id";
const IN_CLASS = `EXISTS (SELECT 1 FROM journal_entry j WHERE j.participant_id = c.person_id AND j.kind = 'standingConsentTakenBack'
  AND j.fact->>'consentId' = c.id)`;

export function createStandingConsentStore(pool: pg.Pool): StandingConsentStore {
  const list = async (rest: string, values: readonly unknown[] = []): Promise<readonly KeptConsent[]> =>
    (await pool.query<Row>(`${SELECT} ${rest}`, [...values])).rows.map(consentOf);
  return {
    findValid: (personIds, atMs) =>
      list(
        `WHERE c.person_id = ANY($1) AND c.audience = $2 AND c.ends_at > $3 AND c.taken_back_at IS NULL AND NOT ${IN_CLASS}
         ORDER BY c.given_at`,
        [personIds, RECORDING_AUDIENCE, new Date(atMs)],
      ),
    insert: async (client, { consentId, personId, untilMs }, atMs) => {
      await client.query(
        "INSERT INTO standing_consent (id, person_id, audience, given_at, ends_at) VALUES ($1, $2, $3, $4, $5)",
        [consentId, personId, RECORDING_AUDIENCE, new Date(atMs), new Date(untilMs)],
      );
    },
    markTakenBack: async (client, consentId, atMs) => {
      const { rowCount } = await client.query(
        "UPDATE standing_consent SET taken_back_at = $2 WHERE id = $1 AND taken_back_at IS NULL",
        [consentId, new Date(atMs)],
      );
      return rowCount === 1;
    },
    changedSince: async (client, personId, sinceMs) => {
      const since = [personId, new Date(sinceMs)];
      const takenBack = await client.query(
        `SELECT 1 FROM standing_consent WHERE person_id = $1 AND taken_back_at > $2
         UNION ALL SELECT 1 FROM journal_entry WHERE participant_id = $1 AND kind = 'standingConsentTakenBack' AND at > $2`,
        since,
      );
      if (takenBack.rows.length > 0) return "takenBack";
      const given = await client.query<Row>(`${SELECT} WHERE c.person_id = $1 AND c.given_at >= $2 LIMIT 1`, since);
      return given.rows[0] && consentOf(given.rows[0]);
    },
    listTakenBackInClass: async () => {
      const { rows } = await pool.query<Row & { at: Date }>(
        `SELECT c.id, c.person_id, p.clinic_id, c.ends_at, min(j.at) AS at FROM standing_consent c JOIN person p ON p.id = c.person_id
         JOIN journal_entry j ON j.participant_id = c.person_id AND j.kind = 'standingConsentTakenBack' AND j.fact->>'consentId' = c.id
         WHERE c.taken_back_at IS NULL GROUP BY c.id, p.clinic_id LIMIT 100`,
      );
      return rows.map((row) => ({ ...consentOf(row), takenBackAtMs: row.at.getTime() }));
    },
    listUncleared: async (atMs) => {
      const { rows } = await pool.query<{ id: string }>(
        "SELECT id FROM standing_consent WHERE cleared_at IS NULL AND (taken_back_at IS NOT NULL OR ends_at <= $1) LIMIT 100",
        [new Date(atMs)],
      );
      return rows.map(({ id }) => id);
    },
    listOfClinic: async (clinicId) =>
      (await list("WHERE p.clinic_id = $1", [clinicId])).map(({ consentId }) => consentId),
    markCleared: async (consentId, atMs) => {
      await pool.query("UPDATE standing_consent SET cleared_at = $2 WHERE id = $1", [consentId, new Date(atMs)]);
    },
  };
}

const consentOf = ({ id, person_id, clinic_id, ends_at }: Row): KeptConsent => ({
  consentId: id,
  personId: person_id,
  clinicId: clinic_id,
  untilMs: ends_at.getTime(),
});
