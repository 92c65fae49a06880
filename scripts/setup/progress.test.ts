import { expect, it } from "vitest";
import { createProgress } from "./progress.mjs";

it("says in one line what could not be had, and goes on to the next", () => {
  let shown = "";
  const stream = {
    write: (text: string) => {
      shown += text;
      return true;
    },
  };
  const progress = createProgress(stream as NodeJS.WriteStream, () => 0);
  progress.begin("uWebSockets.js");
  progress.end("cannot be had: no network");
  progress.begin("Chromium");
  progress.end();
  expect(shown.split("\n").slice(1)).toEqual([
    "  uWebSockets.js … (0 s)",
    "  – uWebSockets.js cannot be had: no network (0 s)",
    "  Chromium … (0 s)",
    "  ✓ Chromium (0 s)",
    "",
  ]);
});
