/** Whether the database refused a row whose key is there already. */
export function isDuplicateKey(error: unknown): boolean {
  return (error as { readonly code?: string }).code === "23505";
}
