// The paths a document names in backticks, so that a test can see whether they exist.

/**
 * `server/src/main.ts`, `assets/exercises/`, `package.json`: what looks like a path of the repository. Left out are
 * commands, addresses, placeholders and what lies outside.
 */
export function findNamedPaths(markdown: string, topLevel: ReadonlySet<string>): string[] {
  const spans = [...withoutFences(markdown).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? "");
  const paths = spans.filter((span) => /^[\w.@-]+(\/[\w.@*-]+)*\/?$/.test(span) && !/[*<>]/.test(span));
  return paths.filter((path) => {
    if (!path.includes("/")) return topLevel.has(path) || /\.(md|json|yml)$/.test(path);
    return topLevel.has(path.split("/")[0] ?? "") || (/\.\w+$/.test(path) && !path.startsWith("@"));
  });
}

const withoutFences = (markdown: string) => markdown.replace(/^```[\s\S]*?^```/gm, "");
