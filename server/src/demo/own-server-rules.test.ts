import { describe, expect, it } from "vitest";
import { CONFIG_VARIABLES, readConfig } from "../platform/config.ts";
import { ownServerEnvironment } from "./own-server-rules.ts";

describe("the demonstration's own server", () => {
  it("is the same wherever it is started, whatever is configured there", () => {
    const configured = Object.fromEntries(CONFIG_VARIABLES.map((name) => [name, "of-the-clinic"]));
    const places = ["ENSEMBLE_CACHE_DIR", "ENSEMBLE_POSTGRES_BIN", "ENSEMBLE_MODELS_DIR", "MEDIASOUP_WORKER_BIN"];
    const surroundings = { ...configured, COLYSEUS_TRANSPORT: "ws", LOG_LEVEL: "warn" };
    const kept = Object.entries(ownServerEnvironment(surroundings, "/tmp/demo"));
    expect(kept.filter(([, value]) => value === "of-the-clinic").map(([name]) => name)).toEqual(places);
  });

  it("has a database of its own on a free port of this machine, and logs errors only", () => {
    const config = readConfig(ownServerEnvironment({ DATABASE_URL: "postgresql://clinic", HOST: "0.0.0.0" }, "/d"), []);
    expect(config).toMatchObject({ port: 0, host: "127.0.0.1", publicUrl: undefined, tls: undefined, lan: false });
    expect(config).toMatchObject({ secrets: { databaseUrl: undefined, redisUrl: undefined }, logLevel: "error" });
    expect(config).toMatchObject({ directories: { state: "/d" }, demo: { clinic: true, session: false } });
  });
});
