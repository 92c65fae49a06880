import type { LineReading } from "@ensemble/shared/protocol/media-node.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it } from "vitest";
import {
  carriedStep,
  createLineWatch,
  type LineWatch,
  look,
  loseServer,
  qualityShown,
  stepOf,
} from "./line-watch-rules.ts";

const ANA = "ana" as ParticipantId;
interface Second {
  readonly heard: number;
  readonly media: number;
  readonly lossShare?: number;
  /** Of a way over which nothing goes. */
  readonly downLossShare?: number;
}
const NOTHING = { bytes: 0, lossShare: 0 };
const WELL: Second = { heard: 60_000, media: 50_000 };
const LOSSY: Second = { ...WELL, lossShare: 0.5 };
/** Only the signs of life of the connection. */
const IDLE: Second = { heard: 100, media: 0 };
const SILENT: Second = { heard: 0, media: 0 };
const times = (count: number, second: Second) => Array.from({ length: count }, () => second);

/** What the node counts after each second, from the start of a connection. */
function follow(seconds: readonly (Second | undefined)[], start = createLineWatch(0)): readonly LineWatch[] {
  let watch = start;
  let reading: LineReading = { participantId: ANA, heardBytes: 0, up: NOTHING, down: NOTHING, roundTripMs: 30 };
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
    watch = look(watch, second && reading, { atMs: (index + 1) * 1_000, pictures: true });
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
