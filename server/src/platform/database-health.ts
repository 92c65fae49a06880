// Does the database answer? One that hangs is as good as away: it is asked once at a time, and not waited for.
import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import type pg from "pg";
import { endsWithin } from "./ends-within.ts";

const ANSWER_WITHIN_MS = 2_000;

export function createDatabaseHealth(pool: pg.Pool): () => Promise<Health["database"]> {
  let asked: Promise<Health["database"]> | undefined;
  const ask = () =>
    pool
      .query("SELECT 1")
      .then(
        () => ({ status: "ok" }) as const,
        (error: Error & { code?: string }) => ({ status: "down", reason: error.code ?? "unreachable" }) as const,
      )
      .finally(() => {
        asked = undefined;
      });
  return async () => {
    asked ??= ask();
    const answer = asked;
    return (await endsWithin(answer, ANSWER_WITHIN_MS)) ? answer : { status: "down", reason: "no_answer" };
  };
}
