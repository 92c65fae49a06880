import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readOptions } from "./read-options.ts";

const USAGE = "npm run swim -- [--lengths 10]";
const options = z.object({ lengths: z.coerce.number().int().min(1).default(10) });

describe("a command's options", () => {
  it("are read as their schema has them", () => {
    expect(readOptions([], options, USAGE)).toEqual({ lengths: 10 });
    expect(readOptions(["--lengths", "4"], options, USAGE)).toEqual({ lengths: 4 });
  });

  it.each([
    [["--lengths", "none"], /^.*expected number.*\n.*at lengths\nnpm run swim/],
    [["--depth", "4"], /--depth.*\nnpm run swim/s],
    [["4"], /4.*\nnpm run swim/s],
  ])("are refused in a sentence, with how to call it: %j", (args, sentence) => {
    expect(() => readOptions(args, options, USAGE)).toThrow(sentence);
  });
});
