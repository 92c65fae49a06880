// A database that answers and takes nothing: read only, or without room. By PostgreSQL's own codes, wherever in an error they are.

export type WriteRefusal = "read_only" | "no_room";

const REFUSALS: Readonly<Record<string, WriteRefusal>> = {
  "25006": "read_only",
  "53100": "no_room",
};
/** Where Prisma and its adapter keep the database's own error. */
const INSIDE = ["cause", "meta", "driverAdapterError"] as const;
const DEPTH = 6;

/** `undefined`: it failed for another reason. */
export function findWriteRefusal(error: unknown, depth = DEPTH): WriteRefusal | undefined {
  if (typeof error !== "object" || error === null || depth === 0) return undefined;
  const { code, originalCode } = error as { readonly code?: unknown; readonly originalCode?: unknown };
  for (const found of [originalCode, code]) {
    if (typeof found === "string" && Object.hasOwn(REFUSALS, found)) return REFUSALS[found];
  }
  for (const inside of INSIDE) {
    const refusal = findWriteRefusal((error as Record<string, unknown>)[inside], depth - 1);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
