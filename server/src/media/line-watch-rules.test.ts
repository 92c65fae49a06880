import type { LineReading } from "@ensemble/shared/protocol/media-node.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it } from "vitest";
import {
  carriedStep,
  createLineWatch,
  isUnseen,
  type LineWatch,
  leftOutOf,
  look,
  loseServer,
  qualityShown,
  toldOf,
} from "./line-watch-rules.ts";

const stepOf = (watch: LineWatch) => toldOf(watch).step;
const ANA = "ana" as ParticipantId;
interface Second {
  readonly heard: number;
  readonly media: number;
  readonly lossShare?: number;
  /** Of a way over which nothing goes. */
  readonly downLossShare?: number;
  /** Of the three sizes of the own picture, and of one that is shown, those that come. */
  readonly up?: number;
  readonly down?: number;
}
const NOTHING = { bytes: 0, lossShare: 0 };
const WELL: Second = { heard: 60_000, media: 50_000 };
const LOSSY: Second = { ...WELL, lossShare: 0.5 };
/** Only the signs of life of the connection. */
const IDLE: Second = { heard: 100, media: 0 };
const SILENT: Second = { heard: 0, media: 0 };
const times = (count: number, second: Second) => Array.from({ length: count }, () => second);

const flows = (sizes: number) => [{ id: "one", due: { sizes: 3, frames: 1 }, sent: { sizes, frames: sizes && 1 } }];

/** What the node counts after each second, from the start of a connection. */
function follow(seconds: readonly (Second | undefined)[], start = createLineWatch(0)): readonly LineWatch[] {
  let watch = start;
  const counted = { heardBytes: 0, up: NOTHING, down: NOTHING, roundTripMs: 30 };
  let reading: LineReading = { participantId: ANA, ...counted, pictures: [] };
  return seconds.map((second, index) => {
    if (second !== undefined) {
      const { heard, media, lossShare = 0, downLossShare = 0 } = second;
      reading = {
        ...reading,
        heardBytes: reading.heardBytes + heard,
        up: { bytes: reading.up.bytes + media, lossShare },
        down: { ...reading.down, lossShare: downLossShare },
      };
    }
    const { up = 3, down = 3 } = second ?? {};
    const wanted = { pictures: true, flows: { up: flows(up), down: flows(down) } };
    watch = look(watch, second && reading, { atMs: (index + 1) * 1_000, ...wanted });
    return watch;
  });
}
const steps = (seconds: readonly (Second | undefined)[]) => follow(seconds).map(stepOf);

describe("a line that is looked at once a second", () => {
  it("carries everything while all arrives", () => {
    expect(new Set(steps(times(30, WELL)))).toEqual(new Set(["full"]));
  });

  it("carries a step less within two seconds of heavy loss", () => {
    expect(steps([...times(5, WELL), LOSSY, LOSSY]).slice(-3)).toEqual(["full", "full", "lower"]);
  });

  it("is not judged by what was lost on a way over which nothing goes any more", () => {
    expect(new Set(steps(times(30, { ...WELL, downLossShare: 0.5 })))).toEqual(new Set(["full"]));
  });

  it("is gone once nothing is heard any more of somebody who was sending, and back with the first sign", () => {
    const seen = steps([...times(5, WELL), ...times(4, SILENT), WELL]);
    expect(seen).toContain("reconnecting");
    expect(seen.at(-1)).toBe("lowest");
  });

  it("is not gone where nothing was sent anyway", () => {
    expect(new Set(steps([...times(3, IDLE), ...times(3, SILENT), ...times(30, IDLE)]))).toEqual(new Set(["full"]));
    expect(new Set(steps([...times(3, WELL), ...times(30, IDLE)]))).toEqual(new Set(["full"]));
  });

  it("is not judged by what another connection has counted", () => {
    const before = follow(times(10, WELL)).at(-1) as LineWatch;
    expect(new Set(follow(times(10, WELL), before).map(stepOf))).toEqual(new Set(["full"]));
  });

  it("is not to blame when the media node has lost the session, and waits until the person is connected again", () => {
    const lost = loseServer(follow(times(10, WELL)).at(-1) as LineWatch, 10_500);
    expect(lost).toMatchObject({ cause: "server", ladder: { step: "reconnecting" } });
    expect(follow([undefined, undefined], lost).map(stepOf)).toEqual(["reconnecting", "reconnecting"]);
    const back = follow([undefined, WELL], lost).at(-1);
    expect(back).toMatchObject({ cause: "line", ladder: { step: "full" } });
  });

  it("is asked for what it carried before while the media node is being replaced, and comes back to that, weak or well", () => {
    const weak = follow([...times(5, WELL), LOSSY, LOSSY, LOSSY]).at(-1) as LineWatch;
    expect(stepOf(weak)).toBe("lowest");
    const lost = loseServer(weak, 10_500);
    expect([stepOf(lost), carriedStep(lost)]).toEqual(["reconnecting", "lowest"]);
    expect(follow([undefined, WELL], lost).map(stepOf)).toEqual(["reconnecting", "lowest"]);
    const gone = follow([...times(10, WELL), ...times(4, SILENT)]).at(-1) as LineWatch;
    expect([stepOf(gone), carriedStep(gone)], "its own fault").toEqual(["reconnecting", "reconnecting"]);
  });
});

describe("a line that loses nothing and is too narrow", () => {
  const told = (seconds: readonly (Second | undefined)[]) =>
    follow(seconds)
      .map(toldOf)
      .filter((now, at, all) => JSON.stringify(now) !== JSON.stringify(all[at - 1]));

  it("is told of the way on which less comes than is due, and nothing more is held back for it", () => {
    const narrow = (ways: Partial<Second>) => [...times(15, WELL), ...times(5, { ...WELL, ...ways })];
    const first = { step: "full", cause: "line" };
    expect(told(narrow({ up: 2 }))).toEqual([first, { step: "lower", cause: "narrowUp" }]);
    expect(told(narrow({ down: 1 }))).toEqual([first, { step: "lowest", cause: "narrowDown" }]);
    expect(told(narrow({ up: 0, down: 1 }))).toEqual([first, { step: "audioOnly", cause: "narrowUp" }]);
    expect(told(narrow({ up: 2, down: 2 }))).toEqual([first, { step: "lower", cause: "narrowBoth" }]);
    expect(carriedStep(follow(narrow({ up: 0, down: 0 })).at(-1))).toBe("full");
  });

  it("is whole again once all has come for eight seconds", () => {
    const narrow = [...times(15, WELL), ...times(5, { ...WELL, down: 1 })];
    expect(steps([...narrow, ...times(7, WELL)]).at(-1)).toBe("lowest");
    expect(steps([...narrow, ...times(8, WELL)]).at(-1)).toBe("full");
  });

  it("lets nobody stand still on the screens of others where only what comes is missing", () => {
    const last = (ways: Partial<Second>) => follow([...times(15, WELL), ...times(5, { ...WELL, ...ways })]).at(-1);
    expect([isUnseen(last({ up: 0 })), isUnseen(last({ down: 0 })), isUnseen(last({ up: 1 }))]).toEqual([
      true,
      false,
      false,
    ]);
    expect([leftOutOf(last({ down: 0 })), leftOutOf(last({ up: 0 }))]).toEqual([["one"], []]);
  });

  it("is told of its losses where these take more", () => {
    const lossy = [...times(15, { ...WELL, down: 2 }), ...times(4, { ...LOSSY, down: 2 })];
    expect(told(lossy).at(-1)).toEqual({ step: "audioOnly", cause: "line" });
  });

  it("is weak as it is shown", () => {
    const seconds = [...times(15, WELL), ...times(5, { ...WELL, down: 2 })];
    expect(follow(seconds).map(qualityShown).slice(-6)).toEqual([
      "excellent",
      "excellent",
      "excellent",
      "poor",
      "poor",
      "poor",
    ]);
  });

  it("is not known to be narrow on another connection", () => {
    const narrow = follow([...times(15, WELL), ...times(5, { ...WELL, down: 1 })]).at(-1) as LineWatch;
    expect(toldOf(follow([undefined], narrow).at(-1)).step).toBe("full");
    expect(toldOf(loseServer(narrow, 20_500))).toEqual({ step: "reconnecting", cause: "server" });
  });
});

describe("how well a line does, as it is shown", () => {
  const marks = (seconds: readonly (Second | undefined)[], start?: LineWatch) =>
    follow(seconds, start).map(qualityShown);

  it("is shown from the first second that was measured", () => {
    expect(marks([WELL, WELL])).toEqual([undefined, "excellent"]);
    expect(new Set(marks(Array.from({ length: 10 }, () => undefined)))).toEqual(new Set([undefined]));
  });

  it("falls with the first lossy second, also where nothing has to be taken away", () => {
    const lossy = { ...WELL, lossShare: 0.05 };
    expect(marks([...times(5, WELL), ...times(10, lossy)]).slice(4, 6)).toEqual(["excellent", "good"]);
    expect(new Set(follow([...times(5, WELL), ...times(10, lossy)]).map(stepOf))).toEqual(new Set(["full"]));
  });

  it("is gone while nothing is heard, and no longer once it is back", () => {
    const seen = marks([...times(5, WELL), ...times(4, SILENT), WELL, WELL]);
    expect(seen).toContain("lost");
    expect(seen.at(-1)).toBe("poor");
  });

  it("is not blamed for a media node that was lost", () => {
    const lost = loseServer(follow(times(10, WELL)).at(-1) as LineWatch, 10_500);
    expect(qualityShown(lost)).toBe("lost");
    expect(marks([undefined, WELL, WELL, WELL], lost)).toEqual(["lost", undefined, "excellent", "excellent"]);
  });

  it("is shown no more once nothing connects this person", () => {
    expect(marks([WELL, WELL, undefined]).at(-1)).toBeUndefined();
  });
});
