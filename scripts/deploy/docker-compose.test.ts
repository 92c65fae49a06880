import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it, vi } from "vitest";
import { HOST_VARIABLES, readHostConfig } from "../../media/src/host/host-config.ts";
import { CONFIG_VARIABLES, readConfig } from "../../server/src/platform/config.ts";
import { findProgram } from "../setup/find-program.mjs";

// docker-compose is a Python program and slow to start on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const CLONE = join(import.meta.dirname, "../..");
const compose = findProgram(["docker-compose"], process.env.PATH);
const SETTINGS = { DOMAIN: "rehab.example.org", PUBLIC_IP: "192.0.2.1", POSTGRES_PASSWORD: "a", TURN_SECRET: "b" };

function readComposition(settings: Record<string, string>): string {
  if (!compose) throw new Error("docker-compose is not installed");
  const env = { PATH: process.env.PATH, ...settings };
  return execFileSync(compose, ["--file", "docker-compose.yml", "config"], {
    cwd: CLONE,
    env,
    encoding: "utf8",
    stdio: "pipe",
  });
}

describe("docker-compose.yml", () => {
  it.skipIf(!compose)("is understood by docker-compose, with the settings in their places", () => {
    const text = readComposition(SETTINGS);
    expect(text).toContain("PUBLIC_URL: https://rehab.example.org");
    expect(text).toContain("PGPASSWORD: a");
    expect(text).toContain("MEDIA_ANNOUNCED_ADDRESS: 192.0.2.1");
  });

  it.skipIf(!compose)("gives the TURN server the secret of the server, whose configuration takes its addresses", () => {
    const text = readComposition({ ...SETTINGS, TURN_SECRET: "north" });
    const setting = (name: string) => new RegExp(`^ *${name}: (.*)$`, "m").exec(text)?.[1] ?? "";
    const { media, secrets } = readConfig(
      {
        ENSEMBLE_DATA_DIR: "/data",
        TURN_URLS: setting("TURN_URLS"),
        TURN_SECRET: setting("TURN_SECRET"),
      },
      [],
    );
    expect([media.turnUrls.length, secrets.turn]).toEqual([2, "north"]);
    const tls = "turns:turn.example.org:443?transport=tcp";
    expect(readComposition({ ...SETTINGS, TURN_TLS_URL: tls })).toContain(`transport=tcp,${tls}`);
    expect(text).toContain("--use-auth-secret");
    expect(text).toContain("--static-auth-secret=north");
  });

  it("publishes the ports that deploy/README.md tells to open", () => {
    const published = [...readFileSync(join(CLONE, "docker-compose.yml"), "utf8").matchAll(/- "(\d+(?:-\d+)?):/g)];
    const readme = readFileSync(join(CLONE, "deploy/README.md"), "utf8").replaceAll("–", "-");
    const told = /Open in the firewall: (.*)\./.exec(readme)?.[1]?.matchAll(/\d+(?:-\d+)?/g) ?? [];
    expect(new Set([...told].map(([port]) => port))).toEqual(new Set(published.map(([, port]) => port)));
  });

  it.skipIf(!compose).each(Object.keys(SETTINGS))("is refused without %s", (name) => {
    const { [name as keyof typeof SETTINGS]: _left, ...rest } = SETTINGS;
    expect(() => readComposition(rest)).toThrow();
  });

  it("gives the server only variables it knows", () => {
    const server = /\n {2}server: &server\n([\s\S]*?)\n {2}server-1:\n/.exec(
      readFileSync(join(CLONE, "docker-compose.yml"), "utf8"),
    )?.[1];
    const names = [...(server ?? "").matchAll(/^ {6}([A-Z][A-Z_]+):/gm)].map((match) => match[1]);
    expect(names).toContain("DATABASE_URL");
    // Read by the database's driver itself.
    const known = [...CONFIG_VARIABLES, "PGPASSWORD"];
    expect(names.filter((name) => !known.includes(name ?? ""))).toEqual([]);
  });

  it("has media nodes in a profile, with a configuration that they take, each with its own name, address and port", () => {
    const nodes =
      readFileSync(join(CLONE, "docker-compose.yml"), "utf8").match(/\n {2}media-\d:[\s\S]*?(?=\n\n)/g) ?? [];
    expect(nodes).toHaveLength(2);
    const settings = nodes.map((node) =>
      Object.fromEntries(
        [...node.matchAll(/^ {6}([A-Z][A-Z_]+): "?(.*?)"?$/gm)].map(([, name, value]) => [name, value]),
      ),
    );
    expect(Object.keys(settings[0] ?? {}).filter((name) => !HOST_VARIABLES.includes(name))).toEqual([]);
    const secret = { MEDIA_SECRET: "x".repeat(32) };
    const configured = settings.map((own) => readHostConfig({ ...settings[0], ...own, ...secret }));
    expect(configured.map(({ nodeId, channel, media }) => [nodeId, channel.address, media.listen.port])).toEqual([
      ["media-0", "ws://media-0:2570", 40_010],
      ["media-1", "ws://media-1:2570", 40_011],
    ]);
  });

  it.skipIf(!compose)(
    "has two more server processes in a profile, each with its own address and port for audio and video",
    () => {
      const text = readComposition({ ...SETTINGS, COMPOSE_PROFILES: "several" });
      const all = (name: string) => [...text.matchAll(new RegExp(`^ *${name}: (.*)$`, "gm"))].map((match) => match[1]);
      expect(all("PUBLIC_ADDRESS")).toEqual([0, 1, 2].map((number) => `rehab.example.org/process-${number}`));
      // Some versions of the program tell of the media nodes too, whose profile nobody asked for.
      const ports = all("MEDIA_PORT");
      expect(ports.length).toBeGreaterThanOrEqual(3);
      expect(new Set(ports).size).toBe(ports.length);
      expect(new Set(all("REDIS_URL")).size).toBe(1);
    },
  );

  it("names every process that the front sends to", () => {
    const composition = readFileSync(join(CLONE, "docker-compose.yml"), "utf8");
    const front = readFileSync(join(CLONE, "deploy/Caddyfile"), "utf8");
    const paths = [...front.matchAll(/handle_path (\S+)\/\*/g)].map(([, path]) => path);
    expect(paths).toHaveLength(3);
    for (const path of paths) expect(composition).toContain(`PUBLIC_ADDRESS: \${DOMAIN}${path}`);
  });

  it("lets the database's password have any character", () => {
    const composition = readFileSync(join(CLONE, "docker-compose.yml"), "utf8");
    const connectionString = /DATABASE_URL: (\S+)/.exec(composition)?.[1] ?? "";
    vi.stubEnv("PGPASSWORD", "a/b#c@d?e%f:g");
    const { host, user, database, password } = new pg.Client({ connectionString });
    vi.unstubAllEnvs();
    expect({ host, user, database, password }).toEqual({
      host: "postgres",
      user: "ensemble",
      database: "ensemble",
      password: "a/b#c@d?e%f:g",
    });
    expect(composition).toMatch(/^ +PGPASSWORD: \$\{POSTGRES_PASSWORD\}$/m);
  });
});

describe("the server's image", () => {
  it("is made on Debian 13, whose C library uWebSockets.js needs", () => {
    const bases = readFileSync(join(CLONE, "deploy/Dockerfile"), "utf8").match(/^FROM .*$/gm);
    expect(bases).toEqual([expect.stringMatching(/^FROM debian:(13|trixie)\b/)]);
  });

  it("is made by scripts that exist", () => {
    const dockerfile = readFileSync(join(CLONE, "deploy/Dockerfile"), "utf8");
    const scripts = [...dockerfile.matchAll(/\b((?:scripts|deploy)\/[\w/.-]+\.(?:mjs|sh))\b/g)].map(
      (match) => match[1] ?? "",
    );
    expect(scripts).toContain("scripts/setup.mjs");
    expect(scripts.filter((script) => !existsSync(join(CLONE, script)))).toEqual([]);
  });
});
