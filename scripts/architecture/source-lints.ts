// Conventions that neither compiler nor linter knows: each looks at one file and returns what offends.
import type { Source } from "./list-sources.ts";

export interface SourceLint {
  readonly name: string;
  applies(path: string): boolean;
  findOffences(source: Source): readonly string[];
}

const isCode = (path: string) => /\.(ts|tsx|mjs|cjs)$/.test(path);
const isTest = (path: string) => /\.test\.tsx?$/.test(path);

/** Their last bits differ between engines; shared must give the same everywhere. */
const INEXACT_MATH =
  /\bMath\.(sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|pow|exp|expm1|log|log2|log10|log1p|hypot|cbrt)\b|\*\*/;
/** Time and identifiers are arguments. */
const IMPURE = /\bMath\.random\b|\bDate\b|\bperformance\.|\bcrypto\.|\bglobalThis\b|\btoLocale\w*\(|\bIntl\./;
const FORBIDDEN_NAME_WORDS = new Set([
  "utils",
  "util",
  "helpers",
  "helper",
  "common",
  "manager",
  "service",
  "data",
  "info",
]);
/** Tools that ask for a default export. */
const CONFIG_FILES = /(^|\/)(vite|vitest|prisma)(\.\w+)?\.config\.ts$/;
const MOST_LINES = 400;

export const SOURCE_LINTS: readonly SourceLint[] = [
  {
    name: "shared computes alike on every engine",
    applies: (path) =>
      path.startsWith("shared/src/") && isCode(path) && !isTest(path) && path !== "shared/src/geometry/trigonometry.ts",
    findOffences: (source) => findLines(source, INEXACT_MATH),
  },
  {
    name: "shared is pure",
    applies: (path) => path.startsWith("shared/src/") && isCode(path) && !isTest(path),
    findOffences: (source) => findLines(source, IMPURE),
  },
  {
    name: "names say what a file is about",
    applies: isCode,
    findOffences: ({ path }) =>
      (path.split("/").at(-1) ?? "").split(/[-.]/).filter((word) => FORBIDDEN_NAME_WORDS.has(word.toLowerCase())),
  },
  {
    name: "files are named in kebab-case",
    applies: isCode,
    findOffences: ({ path }) => (/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(path.split("/").at(-1) ?? "") ? [] : [path]),
  },
  {
    name: "exports are named, one by one",
    applies: (path) => isCode(path) && !CONFIG_FILES.test(path) && !path.endsWith(".d.ts"),
    findOffences: (source) => findLines(source, /^\s*export\s+(default\b|\*)/),
  },
  {
    name: "a file is read in one go",
    applies: (path) => (isCode(path) || path.endsWith(".css")) && path !== "package-lock.json",
    findOffences: ({ text }) => {
      const lines = text.split("\n").length - 1;
      return lines > MOST_LINES ? [`${lines} lines`] : [];
    },
  },
  {
    name: "a file begins with why it exists",
    applies: (path) => isCode(path) && !isTest(path) && !path.endsWith("/index.ts"),
    findOffences: ({ text }) => (/^(#!.*\n)?(\/\/|\/\*)/.test(text) ? [] : [(text.split("\n")[0] ?? "").slice(0, 60)]),
  },
  {
    name: "nothing is left for later",
    applies: (path) => isCode(path) && !path.startsWith("scripts/architecture/"),
    findOffences: (source) => findLines(source, /\b(TODO|FIXME|XXX|HACK)\b/, source.text),
  },
];

/** Offending lines as "number: text"; comments do not count unless the text to search is given. */
function findLines(source: Source, pattern: RegExp, text = withoutComments(source.text)): string[] {
  return text
    .split("\n")
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => pattern.test(line))
    .map(({ line, number }) => `${number}: ${line.trim()}`);
}

/** Blanks comments and keeps the lines where they are. A "//" after a colon or in quotes is an address, no comment. */
export function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/(^|[^:"'`\\])\/\/.*$/gm, "$1");
}
