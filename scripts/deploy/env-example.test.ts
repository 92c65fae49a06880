import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HOST_VARIABLES, readHostConfig } from "../../media/src/host/host-config.ts";
import { CONFIG_VARIABLES, readConfig } from "../../server/src/platform/config.ts";

/** Read by others than the server's configuration: the uWebSockets.js stand-in and the browser tests. */
const READ_ELSEWHERE = ["UWS_HOME", "ENSEMBLE_CHROMIUM"];
const lines = readFileSync(join(import.meta.dirname, "../../.env.example"), "utf8").split("\n");
const settings = lines.flatMap((line, index) => {
  const match = /^# ([A-Z][A-Z0-9_]*)=(.*)$/.exec(line);
  return match ? [{ name: match[1] ?? "", value: match[2] ?? "", index }] : [];
});

describe(".env.example", () => {
  it("names every variable once and no other", () => {
    const read = new Set([...CONFIG_VARIABLES, ...HOST_VARIABLES, ...READ_ELSEWHERE]);
    expect(settings.map(({ name }) => name).sort()).toEqual([...read].sort());
  });

  it("explains each: above it, or above the group it stands in, is a sentence", () => {
    const unexplained = settings.filter(({ index }) => {
      let above = index - 1;
      while (settings.some((setting) => setting.index === above)) above -= 1;
      return !/^# .*[a-z].*[.:]/.test(lines[above] ?? "");
    });
    expect(unexplained).toEqual([]);
  });

  it("shows the defaults that are in force", () => {
    const shown = Object.fromEntries(settings.map(({ name, value }) => [name, value]));
    const example = ["PUBLIC_URL", "PUBLIC_ADDRESS", "DATABASE_URL", "REDIS_URL"];
    const needed = { ENSEMBLE_DATA_DIR: "/data" };
    const defaults = Object.fromEntries(Object.entries(shown).filter(([name]) => !example.includes(name)));
    expect(readConfig({ ...defaults, ...needed }, [])).toEqual(readConfig(needed, []));
    const neededByNodes = { REDIS_URL: "redis://here", MEDIA_SECRET: "x".repeat(32) };
    expect(readHostConfig({ ...defaults, ...neededByNodes })).toEqual(readHostConfig(neededByNodes));
  });
});
