import { describe, expect, it } from "vitest";
import { findNamedPaths } from "./document-paths.ts";
import { SOURCE_LINTS, withoutComments } from "./source-lints.ts";

const offences = (path: string, text: string) =>
  SOURCE_LINTS.filter((lint) => lint.applies(path) && lint.findOffences({ path, text }).length > 0).map(
    ({ name }) => name,
  );

describe("conventions", () => {
  it.each([
    ["shared/src/movement/angle.ts", "// why\nconst a = Math.sin(1);", "shared computes alike on every engine"],
    ["shared/src/movement/angle.ts", "// why\nconst a = b ** 2;", "shared computes alike on every engine"],
    ["shared/src/session/seat.ts", "// why\nconst now = Date.now();", "shared is pure"],
    ["server/src/care/date-utils.ts", "// why\n", "names say what a file is about"],
    ["server/src/care/BookVisit.ts", "// why\n", "files are named in kebab-case"],
    ["server/src/care/book-visit.ts", "// why\nexport default 1;", "exports are named, one by one"],
    ["server/src/care/book-visit.ts", "// why\nexport * from './a.ts';", "exports are named, one by one"],
    ["server/src/care/book-visit.ts", `// why\n${"x;\n".repeat(400)}`, "a file is read in one go"],
    ["server/src/care/book-visit.ts", "const a = 1;", "a file begins with why it exists"],
    ["server/src/care/book-visit.ts", "// why\n// TODO later", "nothing is left for later"],
  ])("%s: %j breaks: %s", (path, text, name) => {
    expect(offences(path, text)).toEqual([name]);
  });

  it("let what is only said in a comment pass, and keep line numbers", () => {
    expect(
      offences("shared/src/movement/angle.ts", "// not Math.sin\n/* nor\nDate */\nconst a = 'https://x.y';"),
    ).toEqual([]);
    expect(withoutComments("a; /* b\nc */ d // e\nf")).toBe("a;     \n     d \nf");
  });
});

it("a document's paths are told from commands and packages", () => {
  const markdown =
    "`server/src/main.ts`, `assets/`, `package.json`, `npm start`, `@x/y`, `a < b`, `lost/file.ts`\n```\n`shared/x`\n```";
  const paths = findNamedPaths(markdown, new Set(["server", "assets", "package.json", "shared"]));
  expect(paths).toEqual(["server/src/main.ts", "assets/", "package.json", "lost/file.ts"]);
});
