// PostgreSQL refuses to run as root, and as a user without a passwd entry. Root's server therefore runs as the
// system's `postgres`, or as `nobody` where no PostgreSQL was ever installed.
import { readFile } from "node:fs/promises";

const CANDIDATES = ["postgres", "nobody"];

export interface DatabaseUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The user to run PostgreSQL as; `undefined` means the process's own user will do. */
export async function findDatabaseUser(): Promise<DatabaseUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = parsePasswd(await readFile("/etc/passwd", "utf8"));
  for (const name of CANDIDATES) {
    const user = users.find((candidate) => candidate.name === name);
    if (user) return user;
  }
  throw new Error(
    `PostgreSQL refuses to run as root and none of the users ${CANDIDATES.join(", ")} exists: ` +
      "start as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.",
  );
}

export function parsePasswd(text: string): DatabaseUser[] {
  return text
    .split("\n")
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name: name ?? "", uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.uid > 0);
}
