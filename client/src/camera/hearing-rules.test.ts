import fc from "fast-check";
import { expect, it } from "vitest";
import { advanceHearing, type Hearing, NOTHING_HEARD } from "./hearing-rules.ts";

const listen = (levels: readonly number[], silent = false): Hearing =>
  levels.reduce((hearing, level) => advanceHearing(hearing, level, silent), NOTHING_HEARD);

it("hears a word, with the gaps between its syllables", () => {
  expect(listen([0.6, 0.7, 0.3, 0.6, 0.2, 0.6, 0.6]).heard).toBe(true);
});

it("takes neither a click for a word nor many clicks", () => {
  const click = [0.9, 0.1, 0.1, 0.1, 0.1, 0.1];
  expect(listen(click).heard).toBe(false);
  expect(listen(Array.from({ length: 50 }, () => click).flat()).heard).toBe(false);
});

it("tells a quiet room from a microphone that is off", () => {
  expect(listen([0, 0, 0]).alive).toBe(true);
  expect(listen([0, 0, 0], true).alive).toBe(false);
});

it("keeps what it has heard, and hears nothing in quiet, however long", () => {
  const quiet = fc.array(fc.double({ min: 0, max: 0.49, noNaN: true }), { maxLength: 500 });
  fc.assert(
    fc.property(quiet, (levels) => {
      expect(listen(levels).heard).toBe(false);
      expect(listen([1, 1, 1, 1, ...levels]).heard).toBe(true);
    }),
  );
});
