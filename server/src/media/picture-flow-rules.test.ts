import type { LineReading } from "@ensemble/shared/protocol/media-node.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { flowsFrom, flowsTo } from "./picture-flow-rules.ts";

const WAY = { bytes: 0, lossShare: 0 };
const READING: LineReading = {
  participantId: "ana" as ParticipantId,
  heardBytes: 0,
  up: WAY,
  down: WAY,
  pictures: [],
};
const view = (receiving: boolean) => ({ receiving, spatialLayer: undefined, spatialLayers: 3 });

it("compares of a viewer's pictures those that are shown, and no probe", () => {
  const pictures = ["shown", "hidden", "probe", "unknown"].map((consumerId) => ({
    consumerId,
    due: { sizes: 3, frames: 3 },
    sent: { sizes: 1, frames: 3 },
  }));
  const known = new Map([
    ["shown", { view: view(true), probe: false }],
    ["hidden", { view: view(false), probe: false }],
    ["probe", { view: view(true), probe: true }],
  ]);
  const flows = flowsTo({ ...READING, pictures }, (id) => known.get(id));
  expect(flows).toEqual([{ id: "shown", due: { sizes: 3, frames: 3 }, sent: { sizes: 1, frames: 3 } }]);
});

it("misses of the own picture the sizes that do not arrive, where its page says that the line is the reason", () => {
  const own = { sizes: 3, wantedSizes: 3, limited: true };
  const sizes = (arrivingSizes: number, limited: boolean) =>
    flowsFrom({ ...READING, arrivingSizes }, { ...own, limited }).map(({ due, sent }) => [due.sizes, sent.sizes]);
  expect(sizes(1, true)).toEqual([[3, 1]]);
  expect(sizes(0, true)).toEqual([[3, 0]]);
  expect(sizes(3, true)).toEqual([[3, 3]]);
  expect(sizes(1, false), "a slow device").toEqual([[3, 3]]);
});

it("takes a picture in one size for a smaller one where its page says that the line is the reason", () => {
  const own = { sizes: 1, wantedSizes: 1 };
  const short = (limited: boolean) =>
    flowsFrom({ ...READING, arrivingSizes: 1 }, { ...own, limited }).map(({ due, sent }) => due.sizes - sent.sizes);
  expect([short(true), short(false)]).toEqual([[1], [0]]);
});

it("misses nothing of a picture that nobody wants, or that is not sent", () => {
  expect(flowsFrom({ ...READING, arrivingSizes: 0 }, { sizes: 3, wantedSizes: 0, limited: true })).toEqual([]);
  expect(flowsFrom(READING, { sizes: 3, wantedSizes: 3, limited: true })).toEqual([]);
  expect(flowsFrom({ ...READING, arrivingSizes: 1 }, undefined)).toEqual([]);
});
