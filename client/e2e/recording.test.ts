// What a media node records of a real camera and microphone is played, entered and cut off in the browser people review it in.
import { createMediaNode } from "@ensemble/media";
import type { MediaNode, MediaNodeEvent, MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import type { RecordedPiece } from "@ensemble/shared/protocol/media-recording.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { openRecordedPage, type RecordedPage } from "./support/open-recorded-page.ts";
import { PATIENCE } from "./support/patience.ts";

const ana: MediaSeat = {
  groupSessionId: "class" as GroupSessionId,
  participantId: "ana" as ParticipantId,
};
const WIDTH = 960;
const HEIGHT = 540;
const WHOLE = `${WIDTH}x${HEIGHT}`;
const SMALL = `${WIDTH / 4}x${HEIGHT / 4}`;
/** Longer than silence is left to the decoder, and than the recorder waits before it takes nothing for silence. */
const PAUSE_MS = 7_000;
const HUSH_MS = 3_000;
/** A busy machine's microphone may lag behind its clock by so much. */
const PLACE_MS = 1_200;
/** Chromium's microphone beeps twice a second. */
const STRETCH_TENTHS = 15;
const PLAYERS = 4;
const LOUD = 0.01;
const FAINT = 0.002;

/** Where no tenth of a second is as loud as a beep, for long. */
function silentStretches(levels: readonly number[]): { fromMs: number; untilMs: number }[] {
  const beeps = [...levels.keys()].filter((tenth) => (levels[tenth] ?? 0) > LOUD);
  return beeps.flatMap((beep, index) => {
    const next = beeps[index + 1] ?? beep;
    return next - beep > STRETCH_TENTHS ? [{ fromMs: (beep + 1) * 100, untilMs: next * 100 }] : [];
  });
}

/** As many pieces as are there of what is cut off anywhere: a header alone plays nothing. */
const cutOffsOf = (all: readonly RecordedPiece[]) => all.map((_, last) => last + 1).filter((count) => count > 1);

/** Players mostly wait. */
async function someAtOnce<Each>(all: readonly Each[], work: (each: Each) => Promise<void>): Promise<void> {
  const left = [...all];
  const takeTurns = async () => {
    for (let each = left.shift(); each !== undefined; each = left.shift()) await work(each);
  };
  await Promise.all(Array.from({ length: PLAYERS }, takeTurns));
}

describe("a recording", () => {
  let node: MediaNode;
  let browser: RecordedPage;
  const events: MediaNodeEvent[] = [];
  const at = { pausedMs: 0, resumedMs: 0, hushedMs: 0, loudMs: 0 };

  const pieces = (source: MediaSource): RecordedPiece[] =>
    events.flatMap((event) => (event.kind === "recordedPiece" && event.source === source ? [event.piece] : []));
  const startMs = (source: MediaSource) => pieces(source)[0]?.startMs ?? 0;
  const endMs = (source: MediaSource, count = pieces(source).length) => {
    const last = pieces(source)[count - 1];
    return (last?.startMs ?? 0) + (last?.durationMs ?? 0);
  };
  const mimeType = (source: MediaSource) =>
    source === "camera" ? 'video/webm; codecs="vp8"' : 'audio/webm; codecs="opus"';

  /** Until pieces say that this much more has been seen. */
  async function recordOn(ms: number): Promise<void> {
    const untilMs = performance.now() + ms;
    await vi.waitUntil(() => endMs("camera") >= untilMs, PATIENCE);
  }
  const pass = (ms: number) => {
    const untilMs = performance.now() + ms;
    return vi.waitUntil(() => performance.now() >= untilMs, PATIENCE);
  };
  const hold = (held: boolean) =>
    browser.page.evaluate(async (on) => {
      await window.recorded.hold("camera", on);
      await window.recorded.hold("microphone", on);
    }, held);

  beforeAll(async () => {
    node = await createMediaNode({
      workers: 1,
      workerBinary: inject("mediaWorker"),
      listen: [{ ip: "127.0.0.1" }],
      report: (what, detail) => expect.unreachable(`${what} ${String(detail)}`),
    });
    node.subscribe((event) => {
      events.push(event);
      if (event.kind === "recordedPiece") void node.acknowledgeRecorded(ana, event.recordingId, event.piece.index);
    });
    browser = await openRecordedPage(node, ana);
    await browser.page.evaluate((video) => window.recorded.publish(video), { width: WIDTH, height: HEIGHT });
    for (const source of ["camera", "microphone"] as const)
      await node.startRecording(ana, { recordingId: source, producerId: browser.producerOf(source) });
    await recordOn(6_000);
    await browser.page.evaluate(() => window.recorded.sendAtMost(1));
    await recordOn(3_000);
    await browser.page.evaluate(() => window.recorded.sendAtMost(3));
    await recordOn(6_000);
    at.hushedMs = performance.now();
    await browser.page.evaluate(() => window.recorded.hush(true));
    await recordOn(HUSH_MS);
    at.loudMs = performance.now();
    await browser.page.evaluate(() => window.recorded.hush(false));
    await recordOn(3_000);
    at.pausedMs = performance.now();
    await hold(true);
    await pass(PAUSE_MS);
    at.resumedMs = performance.now();
    await hold(false);
    await recordOn(4_000);
    await Promise.all([node.stopRecording(ana, "camera"), node.stopRecording(ana, "microphone")]);
  });
  afterAll(async () => {
    await browser?.close();
    await node?.close();
  });

  it("loses nothing on a good line, and ends when it is stopped", () => {
    const ended = events.filter(({ kind }) => kind === "recordingEnded");
    expect(ended).toHaveLength(2);
    for (const ending of ended) expect(ending).toMatchObject({ cause: "stopped", lost: { frames: 0, heldMs: 0 } });
  });

  it("hands over every second what is at most two seconds old", () => {
    for (const piece of [...pieces("camera"), ...pieces("microphone")]) {
      expect(piece.durationMs).toBeLessThanOrEqual(1_200);
      // Silence is written later: there is nothing to lose.
      if (piece.startMs < at.pausedMs - PLACE_MS || piece.startMs > at.resumedMs) {
        expect(piece.nowMs - piece.startMs, `piece ${piece.index}`).toBeLessThanOrEqual(2_000);
      }
    }
  });

  it("of a camera plays to its end and can be entered anywhere, in every size that was sent", async () => {
    const all = browser.serve(pieces("camera"));
    const length = (endMs("camera") - startMs("camera")) / 1_000;
    const beforePause = (at.pausedMs - startMs("camera")) / 1_000 - 1;
    const jumps = [5, 2.4, beforePause, 0.6, length - 1];
    const played = await browser.page.evaluate(
      ([type, addresses, places]) => window.recorded.play(type, addresses, places, 0),
      [mimeType("camera"), all, jumps] as const,
    );
    console.info(`played ${JSON.stringify(played)}`);
    expect(Math.abs(played.durationSeconds - length)).toBeLessThan(0.3);
    played.landedSeconds.forEach((landed, index) => {
      expect(Math.abs(landed - (jumps[index] ?? 0))).toBeLessThan(0.5);
    });
    expect(played.sizes).toEqual(expect.arrayContaining([WHOLE, SMALL]));
    expect(played.sizes.at(-1)).toBe(WHOLE);
    expect(played.corrupted).toBe(0);
    // Ten a second are sent; a busy machine shows fewer at four times the speed.
    expect(played.frames).toBeGreaterThan(length * 3);
    const paused = played.buffered.find(([, end]) => Math.abs(end * 1_000 + startMs("camera") - at.pausedMs) < 1_000);
    expect(paused, "the pause is a hole of its length").toBeDefined();
  });

  it("of a camera plays as a plain file", async () => {
    const played = await browser.page.evaluate(
      (addresses) => window.recorded.playFile(addresses),
      browser.serve(pieces("camera")),
    );
    expect(played.sizes).toEqual(expect.arrayContaining([WHOLE, SMALL]));
    expect(Math.abs(played.durationSeconds * 1_000 - (endMs("camera") - startMs("camera")))).toBeLessThan(500);
    expect(played.corrupted).toBe(0);
  });

  it("plays from each piece that may be entered, without those before", async () => {
    const [header, ...media] = pieces("camera");
    expect(media.filter(({ keyFrame }) => keyFrame).length).toBeGreaterThan(5);
    for (const [index, piece] of media.entries()) {
      if (!header || !piece.keyFrame) continue;
      const place = (piece.startMs - header.startMs) / 1_000 + 0.001;
      const played = await browser.page.evaluate(
        ([type, addresses, jump]) => window.recorded.play(type, addresses, [jump]),
        [mimeType("camera"), browser.serve([header, ...media.slice(index, index + 3)]), place] as const,
      );
      expect(Math.abs((played.landedSeconds[0] ?? 0) - place), `piece ${piece.index}`).toBeLessThan(0.02);
      expect(played.corrupted).toBe(0);
    }
  });

  it("plays to its last picture when it is cut off after any piece", async () => {
    const all = pieces("camera");
    await someAtOnce(cutOffsOf(all), async (count) => {
      const lengthSeconds = (endMs("camera", count) - startMs("camera")) / 1_000;
      const played = await browser.page.evaluate(
        ([type, addresses, from]) => window.recorded.play(type, addresses, [], from, 1),
        [mimeType("camera"), browser.serve(all.slice(0, count)), Math.max(0, lengthSeconds - 0.4)] as const,
      );
      expect(Math.abs(lengthSeconds - played.lastSeconds), `after ${count} pieces`).toBeLessThan(0.25);
      expect(played.corrupted).toBe(0);
    });
  });

  it("of a microphone is one sound without a hole, silent where nothing was said or sent", async () => {
    const all = browser.serve(pieces("microphone"));
    const length = (endMs("microphone") - startMs("microphone")) / 1_000;
    const { durationSeconds, levels } = await browser.page.evaluate(
      (addresses) => window.recorded.hear(addresses),
      all,
    );
    console.info(levels.map((level) => (level > LOUD ? "#" : level > FAINT ? "-" : ".")).join(""));
    expect(Math.abs(durationSeconds - length)).toBeLessThan(0.1);
    const silences = silentStretches(levels);
    expect(silences).toHaveLength(2);
    const truths = [
      { fromMs: at.hushedMs, untilMs: at.loudMs },
      { fromMs: at.pausedMs, untilMs: at.resumedMs },
    ];
    truths.forEach(({ fromMs, untilMs }, index) => {
      const silence = silences[index];
      expect(Math.abs((silence?.fromMs ?? 0) + startMs("microphone") - fromMs)).toBeLessThan(PLACE_MS);
      expect(Math.abs((silence?.untilMs ?? 0) + startMs("microphone") - untilMs)).toBeLessThan(PLACE_MS);
    });
    const played = await browser.page.evaluate(
      ([type, addresses]) => window.recorded.play(type, addresses, [], undefined),
      [mimeType("microphone"), all] as const,
    );
    expect(played.buffered).toHaveLength(1);
  });

  it("of a microphone is heard to its end when it is cut off after any piece", async () => {
    const all = pieces("microphone");
    await someAtOnce(cutOffsOf(all), async (count) => {
      const { durationSeconds } = await browser.page.evaluate(
        (addresses) => window.recorded.hear(addresses),
        browser.serve(all.slice(0, count)),
      );
      const length = (endMs("microphone", count) - startMs("microphone")) / 1_000;
      expect(Math.abs(durationSeconds - length), `after ${count} pieces`).toBeLessThan(0.1);
    });
  });
});
