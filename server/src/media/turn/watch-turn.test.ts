import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TurnAnswer, TurnQuestion } from "./turn-gateway.ts";
import { type TurnWatch, watchTurn } from "./watch-turn.ts";

const [UDP, TLS] = ["turn:rehab.example.org:3478?transport=udp", "turns:rehab.example.org:5349"] as const;

describe("the watch over a TURN server", () => {
  let answers: Record<string, TurnAnswer>;
  let asked: TurnQuestion[];
  let told: (readonly [string, TurnAnswer])[];
  let watch: TurnWatch;

  beforeEach(() => {
    vi.useFakeTimers();
    answers = { [UDP]: "relays", [TLS]: "relays" };
    asked = [];
    told = [];
  });
  afterEach(() => {
    watch.close();
    vi.useRealTimers();
  });

  const begin = async (mediaHost?: string) => {
    watch = watchTurn({
      turn: { urls: [UDP, TLS], secret: "north" },
      mediaHost,
      nowMs: () => 1_764_992_800_000,
      changed: (url, answer) => told.push([url, answer]),
      ask: async (question) => {
        asked.push(question);
        return answers[question.url] ?? "silent";
      },
    });
    await vi.advanceTimersByTimeAsync(0);
  };

  it("asks each of its addresses as a participant of nobody's name would, and is quiet while it relays", async () => {
    await begin("192.0.2.1");
    expect(asked.map(({ url, media }) => [url, media?.host])).toEqual([
      [UDP, "192.0.2.1"],
      [TLS, "192.0.2.1"],
    ]);
    expect(asked[0]?.credentials.username).toBe("1765000000:watch");
    expect([watch.trouble(), told]).toEqual([undefined, []]);
  });

  it("tells once what is wrong, and once that it is well again", async () => {
    answers[TLS] = "refuses";
    await begin();
    await vi.advanceTimersByTimeAsync(180_000);
    expect([watch.trouble(), told]).toEqual(["refuses", [[TLS, "refuses"]]]);
    answers[TLS] = "relays";
    await vi.advanceTimersByTimeAsync(60_000);
    expect([watch.trouble(), told.at(-1)]).toEqual([undefined, [TLS, "relays"]]);
  });

  it("does not ask for the way to a media node that is known by name", async () => {
    await begin("media.rehab.example.org");
    expect(asked.map(({ media }) => media)).toEqual([undefined, undefined]);
  });

  it("asks no more once it is closed", async () => {
    await begin();
    watch.close();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toHaveLength(2);
  });
});
