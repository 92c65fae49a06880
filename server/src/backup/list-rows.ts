// How many rows of which table went into a backup or came out of it.
import type { TableAccount } from "./backup-file.ts";

export function listRows(tables: readonly TableAccount[]): string {
  const width = Math.max(...tables.map(({ table }) => table.length));
  return tables.map(({ table, rows }) => `  ${table.padEnd(width)}  ${rows}\n`).join("");
}
