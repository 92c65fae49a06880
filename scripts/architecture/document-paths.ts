// The paths and files a document names, so that a test can see whether they exist.

/**
 * `server/src/main.ts`, `assets/exercises/`, `package.json`: what looks like a path of the repository, in backticks or in a
 * drawn map. Left out are commands, addresses, placeholders and what lies outside.
 */
export function findNamedPaths(markdown: string, topLevel: ReadonlySet<string>): string[] {
  const paths = spansOf(markdown).filter((span) => /^[\w.@-]+(\/[\w.@*-]+)*\/?$/.test(span) && !/[*<>]/.test(span));
  const inText = paths.filter((path) => {
    if (!path.includes("/")) return topLevel.has(path) || /\.(md|json|yml)$/.test(path);
    return topLevel.has(path.split("/")[0] ?? "") || (/\.\w+$/.test(path) && !path.startsWith("@"));
  });
  return [...inText, ...findMappedFolders(markdown, topLevel)];
}

/** `frame-outbox.ts`: a source file named without its folder. */
export function findNamedFiles(markdown: string): string[] {
  return spansOf(markdown).filter((span) => /^\w[\w-]*(\.[\w-]+)*\.(ts|tsx|mjs)$/.test(span));
}

/** In a fenced map each entry begins with a folder, ending in a slash. */
function findMappedFolders(markdown: string, topLevel: ReadonlySet<string>): string[] {
  const fences = [...markdown.matchAll(FENCE)].map(([fence]) => fence).join("\n");
  const words = [...fences.matchAll(/(?:^|\s)([\w-]+\/(?:[\w-]+\/)*)(?=\s)/gm)].map((match) => match[1] ?? "");
  return words.filter((word) => topLevel.has(word.split("/")[0] ?? ""));
}

const FENCE = /^```[\s\S]*?^```/gm;

function spansOf(markdown: string): string[] {
  return [...markdown.replace(FENCE, "").matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? "");
}
