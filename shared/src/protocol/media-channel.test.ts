import { expect, it } from "vitest";
import { CHANNEL_OPERATIONS, channelWord, parseChannelRequest, proofText } from "./media-channel.ts";

const seat = { groupSessionId: "class", participantId: "ana" };
const parse = (operation: string, ...given: readonly unknown[]) =>
  parseChannelRequest(JSON.stringify({ id: 7, operation, arguments: given }));

it("reads an operation with what it is called with", () => {
  expect(parse("openSession", "class", 3)).toEqual({ id: 7, operation: "openSession", arguments: ["class", 3] });
  expect(parse("preferLayers", seat, "c-1", { spatialLayer: 2 })?.arguments).toEqual([
    seat,
    "c-1",
    { spatialLayer: 2 },
  ]);
});

it("can refuse an operation that is called with something else", () => {
  for (const operation of CHANNEL_OPERATIONS) {
    expect(parse(operation, 1, 2, 3), operation).toEqual({ id: 7, operation, arguments: undefined });
    expect(parse(operation, { ...seat, more: 1 }), operation).toMatchObject({ arguments: undefined });
  }
});

it.each([
  "",
  "7",
  "null",
  "[]",
  '{"id":-1,"operation":"beat","arguments":[]}',
  '{"id":1,"operation":"constructor","arguments":[]}',
])("takes no notice of what is no request: %s", (text) => expect(parseChannelRequest(text)).toBeUndefined());

it("reads answers, refusals and events, and nothing that is neither", () => {
  expect(channelWord.safeParse({ id: 1, value: null }).success).toBe(true);
  expect(channelWord.safeParse({ id: 1, refused: "media/unknown" }).success).toBe(true);
  expect(channelWord.safeParse({ id: 1, refused: "no/such" }).success).toBe(false);
  expect(channelWord.safeParse({ event: { kind: "workerDied", reason: "x" } }).success).toBe(true);
  expect(channelWord.safeParse({ event: { kind: "somethingElse" } }).success).toBe(false);
});

it("signs who says it and both nonces: no proof is good for another side or another meeting", () => {
  const texts = [proofText("server", "a", "b"), proofText("node", "a", "b"), proofText("server", "b", "a")];
  expect(new Set(texts).size).toBe(3);
});
