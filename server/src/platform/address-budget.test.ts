import { expect, it } from "vitest";
import { type AddressBudget, createAddressBudget } from "./address-budget.ts";

const HOME = "203.0.113.7";
const NEIGHBOUR = "203.0.113.8";

const asked = (budget: AddressBudget, address: string | undefined, times: number) =>
  Array.from({ length: times }, () => budget.request(address)).filter(Boolean).length;

it("lets a dozen people open the page at once, then as many requests as time gives back, each address by itself", () => {
  let now = 0;
  const budget = createAddressBudget(() => now);
  expect(asked(budget, HOME, 12 * 60)).toBe(720);
  expect(asked(budget, HOME, 1_000)).toBe(180);
  expect(budget.request(NEIGHBOUR)).toBe(true);
  now += 2_000;
  expect(asked(budget, HOME, 1_000)).toBe(120);
});

it("lets a class behind one address open the page, take its seats, and all come back at once after a cut, again and again", () => {
  let now = 0;
  const budget = createAddressBudget(() => now);
  const PEOPLE = 7;
  const connections = Array.from({ length: PEOPLE * 6 }, () => budget.connection(HOME));
  expect(asked(budget, HOME, PEOPLE * 60)).toBe(PEOPLE * 60);
  const seats = () => Array.from({ length: PEOPLE }, () => [budget.connection(HOME), budget.webSocket(HOME)]).flat();
  const open = seats();
  // Their link tries for as long as it takes, at most every quarter of a second at first and every two seconds later: each try asks the
  // matchmaker and opens a WebSocket. What was cut may not have been noticed here yet.
  for (let cut = 0; cut < 10; cut++) {
    for (const afterMs of [250, 500, 1_000, 2_000, 2_000]) {
      now += afterMs;
      expect(asked(budget, HOME, PEOPLE * 2)).toBe(PEOPLE * 2);
      open.push(...seats());
      expect(open).not.toContain(undefined);
      for (const end of open.splice(0, open.length - 8 * PEOPLE)) end?.();
    }
  }
  expect(connections).not.toContain(undefined);
});

it.each(["webSocket", "connection"] as const)(
  "bounds what one address holds open (%s), and gives a place back once, however often that is said",
  (kind) => {
    const budget = createAddressBudget(() => 0);
    const open = Array.from({ length: 1_000 }, () => budget[kind](HOME));
    const most = open.filter((end) => end !== undefined).length;
    expect([most, open.indexOf(undefined)]).toEqual([kind === "webSocket" ? 200 : 500, most]);
    expect(budget[kind](NEIGHBOUR)).toBeDefined();
    open[0]?.();
    open[0]?.();
    expect(budget[kind](HOME)).toBeDefined();
    expect(budget[kind](HOME)).toBeUndefined();
  },
);

it("lets one address begin connections no faster than that 500 can be silent for 12 seconds each", () => {
  let now = 0;
  const budget = createAddressBudget(() => now);
  const begun: number[] = [];
  for (; now <= 60_000; now += 100) {
    for (let i = 0; i < 50; i++) if (budget.begin(HOME)) begun.push(now);
    expect(begun.filter((atMs) => now - atMs < 12_000).length).toBeLessThanOrEqual(500);
  }
  expect(begun.length).toBeGreaterThan(1_000);
  expect(budget.begin(NEIGHBOUR)).toBe(true);
});

it("counts all of a network that one subscriber is given as one, and an IPv4 address however it is written", () => {
  const budget = createAddressBudget(() => 0);
  const inOneNetwork = (i: number) => `2001:db8:1:2::${i.toString(16)}`;
  const given = Array.from({ length: 2_000 }, (_, i) => budget.request(inOneNetwork(i))).filter(Boolean).length;
  expect(given).toBe(900);
  expect(budget.request("2001:db8:1:3::1")).toBe(true);
  for (let i = 0; i < 200; i++) expect(budget.webSocket(inOneNetwork(i))).toBeDefined();
  expect(budget.webSocket(inOneNetwork(200))).toBeUndefined();
  expect(asked(budget, HOME, 900)).toBe(900);
  expect(budget.request(`::ffff:${HOME}`)).toBe(false);
});

it("bounds nobody whose address is not known", () => {
  const budget = createAddressBudget(() => 0);
  expect(asked(budget, undefined, 2_000)).toBe(2_000);
  for (let i = 0; i < 2_000; i++) expect(budget.webSocket(undefined) && budget.connection(undefined)).toBeDefined();
});

it("goes on with the newest addresses in a flood of them, and forgets no connection", () => {
  const budget = createAddressBudget(() => 0);
  const addressOf = (i: number) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
  expect(asked(budget, HOME, 1_000)).toBe(900);
  for (let i = 0; i < 200; i++) budget.webSocket(HOME);
  for (let i = 0; i < 40_000; i++) budget.request(addressOf(i));
  expect(budget.request(HOME)).toBe(false);
  let keptOut = 0;
  for (let i = 40_000; i < 200_000; i++) if (!budget.request(addressOf(i))) keptOut += 1;
  expect(keptOut).toBe(0);
  // Forgotten before its time: nothing is kept of more than it can hold.
  expect(budget.request(HOME)).toBe(true);
  expect(budget.webSocket(HOME)).toBeUndefined();
});
