import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import { parseExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import type { ProtocolPage } from "@ensemble/shared/protocol/http-messages.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadProtocolLibrary } from "./protocol-library.ts";
import { protocolRoutes } from "./protocol-routes.ts";

const ASSETS = fileURLToPath(new URL("../../../assets/", import.meta.url));
const clinical = join(ASSETS, "clinical");
const templates = join(ASSETS, "protocols");
const ID = "total-knee-replacement";

describe("the protocol library", () => {
  let exercises: readonly Exercise[];
  let folder: string;

  beforeAll(async () => {
    exercises = await readExercises(join(ASSETS, "exercises"));
    folder = await mkdtemp(join(tmpdir(), "ensemble-protocols-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const loadWith = async (change: (template: string) => string) => {
    await writeFile(join(folder, `${ID}.json`), change(await readFile(join(templates, `${ID}.json`), "utf8")));
    return loadProtocolLibrary({ templates: folder, clinical, exercises });
  };

  it("has what is shipped, found by id", async () => {
    const library = await loadProtocolLibrary({ templates, clinical, exercises });
    expect(library.find(ID)?.template.condition).toBe("total_knee_replacement");
    expect(library.find("hocus-pocus")).toBeUndefined();
    expect((await loadWith((template) => template)).all.map(({ id }) => id)).toEqual([ID]);
  });

  it.each([
    ["is malformed", (template: string) => template.replace('"protocol/1"', '"protocol/9"'), "template/malformed"],
    [
      "prescribes what the clinic does not have",
      (template: string) => template.replace(/"exerciseId": "[^"]+"/, '"exerciseId": "levitation"'),
      "unknown exercise levitation",
    ],
    [
      "names a source that nobody knows",
      (template: string) => template.replace(/"sources": \[/, '"sources": ["hearsay", '),
      "unknown source hearsay",
    ],
    ["is no JSON", () => "{", "JSON"],
  ])("does not start when a file %s, and names it", async (_, change, fault) => {
    const loading = loadWith(change);
    await expect(loading).rejects.toThrow(`${ID}.json cannot be used`);
    await expect(loading).rejects.toThrow(fault);
  });

  describe("over HTTP", () => {
    const ask = async (path: string, role: "therapist" | "patient", params: Record<string, string> = {}) => {
      const routes = protocolRoutes(await loadProtocolLibrary({ templates, clinical, exercises }));
      const route = routes.find((each) => each.path === path);
      if (route === undefined || route.audience !== "clinic")
        throw new Error(`${path} is not there for those signed in`);
      return route.handle({
        params,
        body: undefined,
        caller: { person: { role } },
        cookie: undefined,
        authorization: undefined,
        fromThisMachine: false,
        range: undefined,
        ifRange: undefined,
        isHeadOnly: false,
      });
    };

    it("is listed for therapists, without the phases", async () => {
      const { body } = await ask("/api/protocols", "therapist");
      const { all } = await loadProtocolLibrary({ templates, clinical, exercises });
      expect(body).toHaveLength(all.length);
      expect(body).toContainEqual(expect.objectContaining({ id: ID, phases: 3, review: "unreviewed" }));
    });

    it("is listed by the same object each time, so that it is packed once", async () => {
      const routes = protocolRoutes(await loadProtocolLibrary({ templates, clinical, exercises }));
      const list = routes.find(({ path }) => path === "/api/protocols")!;
      const caller = { person: { role: "therapist" as const } };
      const request = {
        params: {},
        body: undefined,
        caller,
        cookie: undefined,
        authorization: undefined,
        fromThisMachine: false,
        range: undefined,
        ifRange: undefined,
        isHeadOnly: false,
      };
      const [first, second] = [await list.handle(request), await list.handle(request)];
      expect(first).toMatchObject({ packed: true });
      expect(second.body).toBe(first.body);
    });

    it("gives a whole template by its id with what its ids stand for, and refuses one that is not there", async () => {
      const { body } = await ask("/api/protocols/:id", "therapist", { id: ID });
      const { template, contraindications, sources } = body as ProtocolPage;
      expect(template).toEqual(JSON.parse(await readFile(join(templates, `${ID}.json`), "utf8")));
      expect(contraindications.map(({ text }) => text.en)).toContain("Dizziness when standing up");
      expect(sources.map(({ id }) => id)).toEqual(expect.arrayContaining(["rowe_2000", "kent_postural_hypotension"]));
      expect(sources.map(({ id }) => id)).not.toContain("namdari_2012");
      await expect(ask("/api/protocols/:id", "therapist", { id: "x" })).rejects.toThrow("library/unknown_template");
    });

    it.each(["/api/protocols", "/api/protocols/:id"])("keeps %s from patients", async (path) => {
      await expect(ask(path, "patient", { id: ID })).rejects.toThrow("library/staff_only");
    });
  });
});

async function readExercises(directory: string): Promise<readonly Exercise[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".json"));
  return Promise.all(
    names.map(async (name) => parseExerciseFile(JSON.parse(await readFile(join(directory, name), "utf8")))),
  );
}
