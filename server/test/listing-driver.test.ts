import { type IRoomCache, initializeRoomCache } from "@colyseus/core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type RunningRedis, startRedis } from "../../scripts/cluster/start-redis.ts";
import { ListingDriver } from "../src/rooms/listing-driver.ts";

const roomId = "knee-group";
const listingOf = (processId: string): IRoomCache => initializeRoomCache({ roomId, name: "session", processId });

let redis: RunningRedis;
let stalled: ListingDriver;
let owner: ListingDriver;
beforeAll(async () => {
  redis = await startRedis();
  const events = { onAway: () => {}, onBack: () => {} };
  stalled = new ListingDriver(redis.url, events, () => "stalled");
  owner = new ListingDriver(redis.url, events, () => "owner");
});
afterAll(async () => {
  for (const driver of [stalled, owner]) await driver?.shutdown();
  await redis?.stop();
});
beforeEach(() => owner.clear());

const listed = async () => (await owner.findOne({ roomId }))?.processId;

it("lists the owner that came last", async () => {
  await stalled.persist(listingOf("stalled"), true);
  await owner.persist(listingOf("owner"), true);
  expect(await listed()).toBe("owner");
});

it("keeps a new owner's listing when the process that lost the session gives it up", async () => {
  await stalled.persist(listingOf("stalled"), true);
  await owner.persist(listingOf("owner"), true);
  expect(await stalled.remove(roomId)).toBe(false);
  expect(await listed()).toBe("owner");
  expect(await owner.remove(roomId)).toBe(true);
  expect(await listed()).toBeUndefined();
});

it("keeps a new owner's listing when somebody leaves the process that lost the session", async () => {
  const lost = listingOf("stalled");
  await stalled.persist(lost, true);
  await owner.persist(listingOf("owner"), true);
  expect(await stalled.update(lost, { $inc: { clients: -1 }, $set: { locked: false } })).toBe(false);
  expect(await listed()).toBe("owner");
});

it("writes down who came and went, and whether the room is locked, for one's own room", async () => {
  const own = listingOf("owner");
  await owner.persist(own, true);
  await owner.update(own, { $inc: { clients: 2 } });
  await owner.update(own, { $inc: { clients: -1 }, $set: { locked: true } });
  expect(await stalled.findOne({ roomId })).toMatchObject({ processId: "owner", clients: 1, locked: true });
});
