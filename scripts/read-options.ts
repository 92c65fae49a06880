// A command's options as a schema has them, each given as `--name text`; what cannot be read is told with how to call it.
import { parseArgs } from "node:util";
import { z } from "zod";

export function readOptions<Shape extends z.ZodRawShape>(
  args: readonly string[],
  options: z.ZodObject<Shape>,
  usage: string,
): z.output<z.ZodObject<Shape>> {
  try {
    const texts = Object.keys(options.shape).map((name) => [name, { type: "string" }] as const);
    return options.parse(parseArgs({ args: [...args], options: Object.fromEntries(texts) }).values);
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new Error(`${why}\n${usage}`, { cause: error });
  }
}
