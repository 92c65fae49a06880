// PostgreSQL refuses to run as root, as a user without a passwd entry, and on a cluster of somebody else's. Root's server
// therefore runs as the cluster's owner; a first one as the system's `postgres`, or as `nobody` where there is none.
import { readFile } from "node:fs/promises";

const CANDIDATES = ["postgres", "nobody"];

export interface DatabaseUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The user to run PostgreSQL as; `undefined` means the process's own user will do. `ownerUid`: of the cluster, if there is one. */
export async function findDatabaseUser(ownerUid: number | undefined): Promise<DatabaseUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  return chooseDatabaseUser(parsePasswd(await readFile("/etc/passwd", "utf8")), ownerUid);
}

export function chooseDatabaseUser(users: readonly DatabaseUser[], ownerUid: number | undefined): DatabaseUser {
  if (ownerUid !== undefined) {
    const owner = users.find((candidate) => candidate.uid === ownerUid);
    if (owner) return owner;
    throw new Error(
      `The database's cluster belongs to user number ${ownerUid}, whom this system does not have or who is root: ` +
        "give it, with everything beside it, to a user PostgreSQL can run as.",
    );
  }
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
