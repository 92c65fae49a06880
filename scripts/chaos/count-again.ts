// What is stored of a class, counted once more when everything is well again, as `npm run replay` does.
import { join } from "node:path";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { JournalEntry } from "@ensemble/shared/session/session-fact.ts";
import pg from "pg";
import { openReplayEngine } from "../../server/src/open-replay-engine.ts";
import type { Keys } from "../../server/src/platform/keys.ts";
import { createJournalStore, replaySession } from "../../server/src/session/index.ts";
import type { Observation } from "./observation.ts";

const ROOT = join(import.meta.dirname, "../..");

/** `journal`: says who the members are. What cannot be read is told as that. */
export async function countAgain(
  databaseUrl: string,
  keys: Keys,
  groupSessionId: GroupSessionId,
  journal: readonly JournalEntry[],
): Promise<readonly Observation[]> {
  const members = journal.flatMap(({ fact }) => (fact.kind === "sessionOpened" ? fact.members : []));
  const pool = new pg.Pool({ connectionString: databaseUrl });
  try {
    const engine = await openReplayEngine(ROOT);
    const observations: Observation[] = [];
    for await (const one of replaySession(createJournalStore(pool, keys), engine, groupSessionId)) {
      const { member, set: setId, over, frames, replayed: repetitions, differences } = one;
      const of = members[member]?.participantId ?? "";
      if (over) observations.push({ kind: "countedAgain", of, setId, frames, repetitions, differences });
    }
    return observations;
  } catch (error) {
    return [{ kind: "notCountedAgain", why: (error as Error).message }];
  } finally {
    await pool.end();
  }
}
