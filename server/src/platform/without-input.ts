// Of an error, what may be logged: its words, unless whoever made them puts what it was given into them, and where it was made.

const SHOWN_FRAMES = 3;

/** The error's message, or words of our own where it may quote a row, a message or a stored text. */
export function withoutInput(error: Error): string {
  const { name, message } = error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // Of a text that it cannot read, the JSON parser quotes a piece.
  if (/ is not valid JSON$/.test(message)) return "not valid JSON";
  // What has another shape than expected is told by its keys.
  if (/^\$?ZodError$/.test(name)) return "not of the expected shape";
  // PostgreSQL's data exceptions quote the value; Prisma quotes the whole query when it does not take it.
  if (/^22[0-9A-Z]{3}$/.test(code)) return `data exception ${code}`;
  if (name === "PrismaClientValidationError") return "not a query of Prisma's";
  return message;
}

/** The innermost places of its stack, without its words. */
export function placeOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  return (error.stack ?? "")
    .replace(error.message, () => "")
    .split("\n")
    .flatMap((line) => /^\s+at (.*)$/.exec(line)?.[1] ?? [])
    .slice(0, SHOWN_FRAMES);
}
