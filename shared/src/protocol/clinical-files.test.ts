import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PROJECT_ASSUMPTION, parseContraindicationsFile, parseSourcesFile } from "./clinical-files.ts";

const FOLDER = new URL("../../../assets/clinical/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, FOLDER), "utf8");
const sources = parseSourcesFile(JSON.parse(read("sources.json")));
const contraindications = parseContraindicationsFile(JSON.parse(read("contraindications.json")));
const source = { id: "a_book", citation: "A book", address: null };
const contraindication = { id: "fever", text: { en: "Fever", de: "Fieber" }, source: "a_book" };

describe("the clinical files", () => {
  it("give every contraindication a source that exists", () => {
    const known = new Set(sources.map(({ id }) => id));
    expect(contraindications.filter((each) => !known.has(each.source)).map(({ id }) => id)).toEqual([]);
  });

  it("say of every source where it can be read, except of what has none", () => {
    const without = sources.filter(({ address }) => address === null).map(({ id }) => id);
    expect(without).toEqual([PROJECT_ASSUMPTION]);
    const addresses = sources.flatMap(({ address }) => address ?? []);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it("say in the README of every source what it is cited for", () => {
    const table = read("README.md");
    const missing = sources.filter(({ id }) => !table.includes(`\`${id}\``));
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it("describe each contraindication once, in words of their own", () => {
    for (const language of ["en", "de"] as const) {
      const texts = contraindications.map(({ text }) => text[language]);
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  it.each([
    ["two of the same id", [source, source]],
    ["an address that is none", [{ ...source, address: "see the library" }]],
    ["a field nobody knows", [{ ...source, author: "Somebody" }]],
    ["none at all", []],
  ])("refuse sources with %s", (_, wrong) => {
    expect(() => parseSourcesFile({ format: "sources/1", sources: wrong })).toThrow("clinical/malformed");
  });

  it.each([
    ["two of the same id", [contraindication, contraindication]],
    ["a language missing", [{ ...contraindication, text: { en: "Fever" } }]],
    ["no source", [{ id: "fever", text: contraindication.text }]],
  ])("refuse contraindications with %s", (_, wrong) => {
    expect(() => parseContraindicationsFile({ format: "contraindications/1", contraindications: wrong })).toThrow(
      "clinical/malformed",
    );
  });
});
