#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which its CLI would fetch from the internet before every command.
// The CLI starts this file (see server/prisma.config.ts), speaks JSON-RPC over stdio, and the engine's WebAssembly
// build answers; so generate, migrate and diff work offline and nothing unverified is downloaded.
import { readFileSync, realpathSync } from "node:fs";
import { createInterface } from "node:readline";
import { connectionFactory, shadowOnlyFactory } from "./engine-connection.mjs";
import { loadEngine } from "./wasm-engine.mjs";

/** Sides of a diff that need a live server; everything else is answered by the in-memory shadow database. */
const LIVE_DIFF_SIDES = new Set(["url", "schemaDatasource"]);
/** Where the WebAssembly build names a method differently from the wire. */
const METHOD_NAMES = { getDatabaseVersion: "version" };
/** These two read the engine's cache of "the schema these migrations make", which only devDiagnostic fills. */
const NEEDS_DIAGNOSTIC = new Set(["evaluateDataLoss", "createMigration"]);

if (process.argv[1] && import.meta.filename === realpathSync(process.argv[1])) await main(process.argv.slice(2));

async function main(argv) {
  if (argv.includes("--version") || argv[0] === "-V") return console.log("schema-engine-cli (WebAssembly)");
  const valuesOf = (flag) => argv.flatMap((value, index) => (value === flag ? [argv[index + 1]] : []));
  const url = JSON.parse(valuesOf("--datasource")[0] ?? "{}").url ?? process.env.DATABASE_URL;
  if (argv.includes("drop-database")) return fail("dropping a database is not offered here: use dropdb");
  if (argv.includes("can-connect-to-database") || argv.includes("create-database")) return await checkConnection(url);
  const models = valuesOf("--datamodels").map((path) => [path, readFileSync(path, "utf8")]);
  await answerRequests(url, models.length ? models : undefined);
  process.exit(0);
}

async function answerRequests(url, datamodels) {
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  let live;
  const engineFor = (method, params) => {
    if (method === "diff" && !LIVE_DIFF_SIDES.has(params.from.tag) && !LIVE_DIFF_SIDES.has(params.to.tag)) {
      return loadEngine({ datamodels, factory: shadowOnlyFactory() });
    }
    live ??= loadEngine({ datamodels, factory: connectionFactory(url) });
    return live;
  };
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!line.trim()) continue;
    const { id, method, params } = JSON.parse(line);
    if (!method) continue; // the CLI's reply to a "print" of ours
    try {
      const engine = await engineFor(method, params);
      const call = engine[METHOD_NAMES[method] ?? method];
      if (!call) throw new Error(`the schema engine has no method ${method}`);
      if (NEEDS_DIAGNOSTIC.has(method)) {
        await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
      }
      const result = await call.call(engine, method === "getDatabaseVersion" ? null : params);
      if (method === "diff" && result?.stdout) {
        send({ id: `print${id}`, method: "print", params: { content: result.stdout } });
      }
      send({ id, result: result ?? {} });
    } catch (error) {
      send({ id, error: toRpcError(error) });
    }
  }
}

function toRpcError(error) {
  const known = String(error?.code ?? "").startsWith("P");
  return {
    code: 4466,
    message: "An error happened. Check the data field for details.",
    data: {
      is_panic: false,
      message: String(error?.message ?? error),
      meta: known ? (error.meta ?? null) : null,
      error_code: known ? error.code : "P0000",
    },
  };
}

async function checkConnection(url) {
  const adapter = await connectionFactory(url).connect();
  try {
    await adapter.underlyingDriver().query("select 1");
    process.exit(0);
  } catch (error) {
    fail(error.message || error.code || "cannot connect", error.code === "3D000" ? "P1003" : "P1001");
  }
}

/** The CLI reads a failed sub-command's reason as one JSON line on stderr. */
function fail(message, code) {
  const fields = { message, is_panic: false, ...(code ? { error_code: code, meta: null } : {}) };
  console.error(
    JSON.stringify({ timestamp: new Date().toISOString(), level: "ERROR", target: "schema_engine", fields }),
  );
  process.exit(1);
}
