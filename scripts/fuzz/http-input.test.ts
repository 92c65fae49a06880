// Whatever the server answers over HTTP is asked for: a route that is added is in the table the server registers, and so among the inputs.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Findable } from "./findable.ts";
import { httpInputs } from "./http-input.ts";
import { nameOf, ROUTES } from "./listed-routes.ts";
import { rightBody, rightPath } from "./reach-routes.ts";

const SERVER_SOURCE = join(import.meta.dirname, "../../server/src");
const ID = "0c1f2a3b-4d5e-4f60-8a7b-9c0d1e2f3a4b";
const FINDABLE: Findable = {
  ...{ groupSessionId: ID, personId: "ana", setId: "set", recordingId: ID, spareRecordingId: ID },
  ...{ exerciseId: "squat", protocolId: "ankle-sprain" },
  links: { therapist: "t".repeat(20), patient: "p".repeat(20), operator: "o".repeat(20) },
};
const MANY = 6_000;

describe("the routes that are fuzzed", () => {
  it("are all that the server's sources make", async () => {
    const files = (await readdir(SERVER_SOURCE, { recursive: true })).filter((file) => file.endsWith(".ts"));
    const texts = await Promise.all(files.map((file) => readFile(join(SERVER_SOURCE, file), "utf8")));
    const made = texts.flatMap((text) => [
      ...text.matchAll(/^(?!export).*\b(?:signedInRoute|openRoute)(?:<.*>)?\(\{/gm),
    ]);
    expect(ROUTES).toHaveLength(made.length);
    expect(new Set(ROUTES.map(nameOf)).size).toBe(ROUTES.length);
    // Nobody registers others past the table.
    const registering = texts.flatMap((text) => text.match(/^(?!export).*\bregisterRoutes\(.*/gm) ?? []);
    expect(registering.map((line) => line.trim())).toEqual(["registerRoutes(app, routes, {"]);
  });

  it.each(ROUTES.map((route) => [nameOf(route), route] as const))(
    "can be asked for what is there: %s",
    (_name, route) => {
      expect(rightPath(route.path, FINDABLE)).not.toContain(":");
      expect(rightBody(route, FINDABLE) === undefined).toBe(route.body === undefined);
    },
  );
});

describe("HTTP inputs", () => {
  const inputs = fc.sample(httpInputs({ findable: FINDABLE, words: ["squat"], metricsToken: "token" }), {
    seed: 1,
    numRuns: MANY,
  });
  const bodyOf = (text: string | undefined): unknown => {
    try {
      return JSON.parse(text ?? "");
    } catch {
      return undefined;
    }
  };

  it.each(ROUTES.map((route) => [nameOf(route), route] as const))(
    "ask for what is there, each as everybody: %s",
    (_name, route) => {
      const right = inputs.filter(
        ({ method, target }) => method === route.method && target === rightPath(route.path, FINDABLE),
      );
      expect(new Set(right.map(({ caller }) => caller))).toEqual(
        new Set(["nobody", "therapist", "patient", "operator"]),
      );
      if (route.body === undefined) return;
      const taken = right.filter(({ body }) => route.body?.safeParse(bodyOf(body)).success);
      expect(taken.length).toBeGreaterThan(0);
      expect(taken.length).toBeLessThan(right.length);
    },
  );
});
