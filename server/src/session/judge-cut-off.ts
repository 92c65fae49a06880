// Whether this process alone has lost the database. When nobody reaches it, whoever has a session is as good an owner as any.
import type { DatabaseWatch } from "../platform/database-watch.ts";

/** All sessions of the process may ask at once: the others are asked once. */
export function createCutOffJudge(parts: {
  readonly database: Pick<DatabaseWatch, "known" | "read">;
  /** Another process takes new work, which it does with a database only. */
  readonly isAnotherReady: () => Promise<boolean>;
}): () => Promise<boolean> {
  const { database, isAnotherReady } = parts;
  let judging: Promise<boolean> | undefined;

  const judge = async (): Promise<boolean> => {
    if (database.known().reachable || !(await isAnotherReady())) return false;
    // One that comes back for all is seen by one of them first.
    return (await database.read()).status === "down";
  };

  return () => {
    judging ??= judge().finally(() => {
      judging = undefined;
    });
    return judging;
  };
}
