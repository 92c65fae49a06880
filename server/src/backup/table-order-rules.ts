// In which order tables are filled so that every row finds what it refers to.

export interface Reference {
  readonly from: string;
  readonly to: string;
}

/** Those referred to before those that refer to them, else by name. Throws when tables refer to each other in a circle. */
export function orderTables<T extends { readonly name: string }>(
  tables: readonly T[],
  references: readonly Reference[],
): readonly T[] {
  const waiting = new Map([...tables].sort((a, b) => (a.name < b.name ? -1 : 1)).map((table) => [table.name, table]));
  const ordered: T[] = [];
  while (waiting.size > 0) {
    // A row may refer to another of its own table: those come in together.
    const waits = (name: string) => references.some(({ from, to }) => from === name && to !== name && waiting.has(to));
    const next = [...waiting.values()].find(({ name }) => !waits(name));
    if (next === undefined)
      throw new Error(`tables refer to each other in a circle: ${[...waiting.keys()].join(", ")}`);
    ordered.push(next);
    waiting.delete(next.name);
  }
  return ordered;
}
