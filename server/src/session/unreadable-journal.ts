// A journal on which nothing can be built: told apart from a database that is merely away, because waiting does not mend it.

/** `row`: one that cannot be read. `contradiction`: rows that do not fit together. `fold`: going through it fails. `append`: it has
 * already what only its owner could have written, or its owner cannot write it. */
export type UnreadableKind = "row" | "contradiction" | "fold" | "append";

/** Its message is in our own words, without anything that a row says. */
export class UnreadableJournal extends Error {
  readonly kind: UnreadableKind;
  constructor(kind: UnreadableKind, what: string, cause?: unknown) {
    super(what, { cause });
    this.name = "UnreadableJournal";
    this.kind = kind;
  }
}

/** `read` only takes apart what the database has answered. */
export function readRow<Read>(what: string, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableJournal) throw error;
    throw new UnreadableJournal("row", `${what} cannot be read`, error);
  }
}
