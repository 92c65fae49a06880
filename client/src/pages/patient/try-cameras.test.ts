import { expect, it } from "vitest";
import { type TryCameras, tryCameras } from "./try-cameras.ts";

function open(changes: Partial<TryCameras> = {}) {
  const used: string[] = [];
  const parts: TryCameras = {
    cameras: ["front", "wide", "broken"].map((id) => ({ id, name: `The ${id}` })),
    present: "front",
    use: async (id) => {
      used.push(id);
      return id !== "broken";
    },
    settle: async () => undefined,
    still: () => `still of ${used.at(-1)}`,
    span: () => (used.at(-1) === "wide" ? 0.2 : 0.3),
    isOver: () => false,
    ...changes,
  };
  return { parts, used };
}

it("looks through each camera, passes over one that gives no picture, and goes back to the one before", async () => {
  const { parts, used } = open();
  expect(await tryCameras(parts)).toEqual([
    { id: "front", name: "The front", span: 0.3, still: "still of front" },
    { id: "wide", name: "The wide", span: 0.2, still: "still of wide" },
  ]);
  expect(used).toEqual(["front", "wide", "broken", "front"]);
});

it("opens no further camera once nobody waits for it, but the one before", async () => {
  let over = false;
  const { parts, used } = open({
    isOver: () => over,
    settle: async () => {
      over = true;
    },
  });
  await tryCameras(parts);
  expect(used).toEqual(["front", "front"]);
});
