// What a page makes a browser load, from the bundler's manifest: its own chunk, what that imports, what it always asks for later.

/** One entry of Vite's manifest; only what is needed here. */
export interface ManifestChunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
}
export type Manifest = Readonly<Record<string, ManifestChunk>>;

/**
 * Every script of the given modules and of all they import, each once, in paths below the build's folder. Modules are
 * named by their source. Throws on a module the manifest does not know: the list would be out of date.
 */
export function listScripts(manifest: Manifest, modules: readonly string[]): readonly string[] {
  const chunks = reach(manifest, modules);
  return unique(chunks.flatMap(({ file, assets = [] }) => [file, ...assets]).filter(isScript));
}

/** The style sheets of the same. */
export function listStyles(manifest: Manifest, modules: readonly string[]): readonly string[] {
  return unique(reach(manifest, modules).flatMap(({ css = [] }) => css));
}

/** Scripts a built script names as addresses: what a worker loads is in no manifest. */
export function listNamedScripts(text: string, built: readonly string[]): readonly string[] {
  return built.filter((file) => isScript(file) && text.includes(file.slice(file.lastIndexOf("/") + 1)));
}

function reach(manifest: Manifest, modules: readonly string[]): readonly ManifestChunk[] {
  const seen = new Map<string, ManifestChunk>();
  const visit = (name: string) => {
    if (seen.has(name)) return;
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`${name} is not in the built client`);
    seen.set(name, chunk);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  for (const name of modules) visit(name);
  return [...seen.values()];
}

const isScript = (file: string) => /\.m?js$/.test(file);
const unique = (files: readonly string[]) => [...new Set(files)];
