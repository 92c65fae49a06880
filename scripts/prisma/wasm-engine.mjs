// Loads Prisma's schema engine as WebAssembly. The package's version must equal that of @prisma/engines-version:
// the CLI and the engine speak a private protocol.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";

let glue;

/** An engine that reaches its database through `factory` (see engine-connection.mjs). */
export async function loadEngine({ datamodels, factory }) {
  glue ??= instantiate();
  const { SchemaEngine } = await glue;
  return await SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
}

// Once per process: the package's glue keeps the instance in a module variable.
async function instantiate() {
  const glueUrl = import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const exported = await import(glueUrl);
  const module = new WebAssembly.Module(readFileSync(fileURLToPath(glueUrl.replace(/\.js$/, ".wasm"))));
  const { exports } = new WebAssembly.Instance(module, { "./schema_engine_bg.js": exported });
  exported.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return exported;
}
