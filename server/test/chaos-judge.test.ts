// The judge of a class's history can find fault: promises are broken on purpose, each in another way, and seen to be broken.
import { join } from "node:path";
import type { JournalEntry } from "@ensemble/shared/session/session-fact.ts";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { type History, observed } from "../../scripts/chaos/observation.ts";
import { runTestChaos } from "./support/run-test-chaos.ts";

const MINUTE_MS = 60_000;
/** Four repetitions at the most, and one that nobody made. */
const MOST_OF_A_SET = 5;

describe("the judge of a class's history", { timeout: 5 * MINUTE_MS, concurrent: true }, () => {
  it.each([
    {
      what: "an append is acknowledged and not made",
      // The second repetition of anybody never reaches the table.
      sql: `CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF NEW.kind = 'repetitionCounted' AND NEW.ordinal = 2 THEN RETURN NULL; END IF; RETURN NEW; END $$;
        CREATE TRIGGER break_it BEFORE INSERT ON journal_entry FOR EACH ROW EXECUTE FUNCTION break_it()`,
      rules: [
        "no repetition is lost",
        "everybody has a summary at the end",
        "all screens and the journal agree at the end",
        "one owner at any time",
      ],
    },
    {
      what: "an append is made twice",
      // What forbids it is taken away, and at the end of the session the last repetition is written once more, as another one.
      sql: `DROP INDEX "journal_entry_group_session_id_participant_id_set_id_ordina_key";
        CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF NEW.kind = 'sessionEnded' THEN
          INSERT INTO journal_entry SELECT (jsonb_populate_record(last, jsonb_build_object(
              'sequence', NEW.sequence + 1000, 'ordinal', last.ordinal + 1, 'command_id', NULL,
              'fact', last.fact || jsonb_build_object('ordinal', last.ordinal + 1)))).*
            FROM journal_entry last WHERE kind = 'repetitionCounted' AND group_session_id = NEW.group_session_id
            ORDER BY sequence DESC LIMIT 1;
        END IF; RETURN NULL; END $$;
        CREATE TRIGGER break_it AFTER INSERT ON journal_entry FOR EACH ROW EXECUTE FUNCTION break_it()`,
      rules: [
        "none is counted twice",
        "everybody has a summary at the end",
        "all screens and the journal agree at the end",
      ],
    },
  ])("finds that $what, and shows a part of the history that proves it", async ({ sql, rules }) => {
    const { violations, shortest, history, standstill } = await runTestChaos({
      seed: 1,
      minutes: 0,
      processes: 1,
      patients: 1,
      prepare: ({ database }) => execute(database.url, sql),
    });
    expect(standstill).toBeUndefined();
    expect(violations.map(({ rule }) => rule)).toEqual(expect.arrayContaining(rules));
    expect(shortest.length).toBeLessThanOrEqual(2);
    expect(entriesOf(shortest).length).toBeLessThanOrEqual(MOST_OF_A_SET);
    expect(entriesOf(history).length).toBeGreaterThan(4 * MOST_OF_A_SET);
    expect(history.length).toBeGreaterThan(10);
  });

  it("finds that pictures are given, commands taken and values told against the rules, and a stop is answered and not made", async () => {
    const imports = [join(import.meta.dirname, "support/break-rules.ts")];
    const { violations, shortest } = await runTestChaos({ seed: 2, minutes: 0, processes: 1, patients: 2, imports });
    expect(new Set(violations.map(({ rule }) => rule))).toEqual(
      new Set([
        "what a command was answered is so",
        "nobody does what their role may not",
        "nobody is shown or heard against their will",
        "nobody is told what only others may know",
      ]),
    );
    expect(shortest.length).toBeLessThanOrEqual(3);
  });

  it("tells of a class that does not come to its end, and judges what was observed until then", async () => {
    const { violations, history, standstill } = await runTestChaos({
      ...{ seed: 3, minutes: 0, processes: 1, patients: 1 },
      tell: (what) => {
        if (what.startsWith("set ")) throw new Error("the class stands still");
      },
    });
    expect(standstill).toContain("the class stands still");
    expect(standstill).toContain("server 0: 200");
    expect(history.filter(({ kind }) => kind === "answered").length).toBeGreaterThan(2);
    expect(history.filter(({ kind }) => kind === "journal")).toEqual([]);
    expect(violations).toEqual([]);
  });
});

function entriesOf(history: History): readonly JournalEntry[] {
  return observed(history, "journal").flatMap(({ entries }) => entries);
}

async function execute(databaseUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
