// A class while things break, by a seed that is always the same and by one that never is; and that the judge can find fault.
import { join } from "node:path";
import type { JournalEntry } from "@ensemble/shared/session/session-fact.ts";
import pg from "pg";
import { describe, expect, inject, it } from "vitest";
import { FAULT_KINDS } from "../../scripts/chaos/fault-schedule.ts";
import { type History, observed } from "../../scripts/chaos/observation.ts";
import { runChaos, type Verdict } from "../../scripts/chaos/run-chaos.ts";
import type { Cluster } from "../../scripts/cluster/start-cluster.ts";

const MINUTE_MS = 60_000;
const FIXED_SEED = 20_261_126;
/** Four repetitions at the most, and one that nobody made. */
const MOST_OF_A_SET = 5;

const run = (options: {
  seed: number;
  minutes: number;
  processes: number;
  patients: number;
  prepare?: (cluster: Cluster) => Promise<void>;
  imports?: readonly string[];
  tell?: (what: string) => void;
}): Promise<Verdict> =>
  runChaos({
    tell: () => {},
    ...options,
    cluster: {
      processes: options.processes,
      imports: options.imports ?? [],
      port: 0,
      postgresBin: inject("postgresBinDirectory"),
      settings: () => ({ LOG_LEVEL: "warn", COLYSEUS_TRANSPORT: "ws", MEDIASOUP_WORKER_BIN: inject("mediaWorker") }),
    },
  });

describe("a class while things break", { timeout: 8 * MINUTE_MS }, () => {
  it.each([FIXED_SEED, Math.floor(Math.random() * 2 ** 31)])("holds, seed %i", async (seed) => {
    const broken: string[] = [];
    const tell = (what: string) => broken.push(...(/: (\w+) .* for \d+ ms$/.exec(what)?.slice(1) ?? []));
    const { violations, shortest, history, standstill } = await run({
      ...{ seed, minutes: 0.5, processes: 2, patients: 3, tell },
    });
    expect({ seed, violations, shortest, standstill }).toEqual({
      ...{ seed, violations: [], shortest: [], standstill: undefined },
    });
    expect(history.filter(({ kind }) => kind === "performed").length).toBeGreaterThanOrEqual(6);
    expect(countedAgain(history)).toEqual(performed(history));
    expect(new Set(broken)).toEqual(new Set(FAULT_KINDS));
    // What was tried and not allowed was refused, and what was allowed was given: nothing of it was left out.
    const kinds = new Set(history.map(({ kind }) => kind));
    expect([...kinds]).toEqual(
      expect.arrayContaining(["gotPicture", "refusedPicture", "took", "heard", "told", "acknowledged", "tookPart"]),
    );
    expect(history.filter((one) => one.kind === "asked" && !one.allowed).length).toBeGreaterThan(20);
  });
});

describe("the judge of a class's history", { timeout: 5 * MINUTE_MS }, () => {
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
    const { violations, shortest, history, standstill } = await run({
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
});

it("finds that pictures are given, commands taken and values told against the rules, and a stop is answered and not made", {
  timeout: 5 * MINUTE_MS,
}, async () => {
  const imports = [join(import.meta.dirname, "support/break-rules.ts")];
  const { violations, shortest } = await run({ seed: 2, minutes: 0, processes: 1, patients: 2, imports });
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

it("tells of a class that does not come to its end, and judges what was observed until then", {
  timeout: 5 * MINUTE_MS,
}, async () => {
  const { violations, history, standstill } = await run({
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

/** How many repetitions of whom, in which set: as they were moved, and as what is stored counts them. */
function performed(history: History): readonly string[] {
  return observed(history, "performed")
    .map(({ by, setId, repetitions }) => `${by} ${setId} ${repetitions}`)
    .sort();
}

function countedAgain(history: History): readonly string[] {
  return observed(history, "countedAgain")
    .map(({ of, setId, repetitions }) => `${of} ${setId} ${repetitions}`)
    .sort();
}

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
