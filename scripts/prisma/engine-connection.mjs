// Gives the schema engine its database connections: a real server through adapter-pg, or an in-memory PGlite as the
// shadow database, so that comparing migrations with the schema needs no server and no right to create databases.
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";
import pgArray from "postgres-array";
import { createPglitePool } from "./pglite-pool.mjs";

const T = ColumnTypeEnum;
/** Types of PostgreSQL's catalogue (by oid) that adapter-pg refuses and the engine's describer reads. */
const COLUMN_TYPES = {
  16: T.Boolean,
  18: T.Character,
  19: T.Text,
  20: T.Int64,
  21: T.Int32,
  23: T.Int32,
  25: T.Text,
  26: T.Int64,
  700: T.Float,
  701: T.Double,
  1000: T.BooleanArray,
  1002: T.CharacterArray,
  1003: T.TextArray,
  1005: T.Int32Array,
  1007: T.Int32Array,
  1009: T.TextArray,
  1015: T.TextArray,
  1016: T.Int64Array,
  1028: T.Int64Array,
};
const NUMBER_OIDS = new Set([21, 23, 700, 701]);
const NUMBER_ARRAY_OIDS = new Set([1005, 1007]);
const FIRST_ARRAY_TYPE = 64;

export function connectionFactory(url) {
  const schema = url ? (new URL(url).searchParams.get("schema") ?? undefined) : undefined;
  const pool = new pg.Pool({ connectionString: url, max: 1, options: "-c TimeZone=UTC" });
  return {
    provider: "postgres",
    adapterName: "schema-engine",
    connect: async () => adaptForEngine(await new PrismaPg(pool, schema ? { schema } : undefined).connect()),
    connectToShadowDb: openShadowDatabase,
  };
}

export function shadowOnlyFactory() {
  return {
    provider: "postgres",
    adapterName: "schema-engine-shadow",
    connect: openShadowDatabase,
    connectToShadowDb: openShadowDatabase,
  };
}

async function openShadowDatabase() {
  const database = await PGlite.create("memory://");
  const pool = createPglitePool(database);
  return adaptForEngine(await new PrismaPg(pool).connect(), async () => {
    await pool.end();
    await database.close();
  });
}

/** adapter-pg splits scripts at every ";" (which breaks function bodies) and does not know the catalogue's types. */
function adaptForEngine(adapter, afterDispose) {
  const pool = adapter.underlyingDriver();
  adapter.executeScript = async (sql) => {
    if (sql.trim()) await pool.query(sql).catch((error) => adapter.onError(error));
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    try {
      return await queryRaw(query);
    } catch (error) {
      if (error?.cause?.kind !== "UnsupportedNativeDataType") throw error;
      return await queryCatalogue(pool, query);
    }
  };
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await afterDispose?.();
  };
  return adapter;
}

async function queryCatalogue(pool, query) {
  const asText = { getTypeParser: () => (value) => value };
  const result = await pool.query({ text: query.sql, values: [...query.args], rowMode: "array", types: asText });
  const oids = result.fields.map((field) => field.dataTypeID);
  return {
    columnNames: result.fields.map((field) => field.name),
    columnTypes: oids.map(columnTypeOf),
    rows: result.rows.map((row) => row.map((value, index) => parseCell(oids[index], value))),
  };
}

const columnTypeOf = (oid) => COLUMN_TYPES[oid] ?? T.Text;

function parseCell(oid, value) {
  if (value === null) return null;
  if (oid === 16) return value === "t";
  if (NUMBER_OIDS.has(oid)) return Number(value);
  if (columnTypeOf(oid) < FIRST_ARRAY_TYPE) return value;
  return pgArray.parse(value, (item) => {
    if (NUMBER_ARRAY_OIDS.has(oid)) return Number(item);
    return oid === 1000 ? item === "t" : item;
  });
}
