import { expect, it } from "vitest";
import { NO_FILTERS } from "./filter-rules.ts";
import { ASK_NOTHING, readLibraryAsk, readLibrarySearch, writeLibraryAsk } from "./library-address.ts";

it("is empty as long as nothing is asked", () => {
  expect(writeLibraryAsk(ASK_NOTHING)).toEqual({});
  expect(readLibraryAsk({})).toEqual(ASK_NOTHING);
});

it("comes back from the address as it was written", () => {
  const ask = { typed: "knee 90", filters: { ...NO_FILTERS, region: ["hip", "knee"], difficulty: ["1", "3"] } };
  expect(writeLibraryAsk(ask)).toEqual({ q: "knee 90", region: "hip,knee", difficulty: "1,3" });
  expect(readLibraryAsk({ ...writeLibraryAsk(ask) })).toEqual(ask);
});

it("takes a number for a level or a word, as a router reads it", () => {
  expect(readLibraryAsk({ difficulty: 2, q: 5 })).toEqual({
    typed: "5",
    filters: { ...NO_FILTERS, difficulty: ["2"] },
  });
});

it("drops what nobody offers", () => {
  expect(readLibrarySearch({ region: "knee,elsewhere", colour: "red", type: {} })).toEqual({ region: "knee" });
});
