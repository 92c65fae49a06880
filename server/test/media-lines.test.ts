// What a session holds back when a line gets bad: pictures before sound, at the one who sends and at the one who looks, and no longer than needed.
import { createMediaNode } from "@ensemble/media";
import type { MediaAnswers, MediaChangedMessage, MediaRequest } from "@ensemble/shared/protocol/media-messages.ts";
import type { LineReading, MediaNode } from "@ensemble/shared/protocol/media-node.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { PROBE_LASTS_MS } from "@ensemble/shared/session/may-probe.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { createSessionMedia, type LineStep, type SessionMedia } from "../src/media/index.ts";
import { cameraParameters, microphoneParameters } from "./support/browser-media.ts";

const CLASS = "class" as GroupSessionId;
const THERAPIST = "therapist" as ParticipantId;
const ANA = "ana" as ParticipantId;
const LOSSY = 0.5;
const member = (participantId: ParticipantId, mark: number) => {
  return { participantId, role: mark < 0 ? "therapist" : "patient", mark, simulated: false } as const;
};
const FACTS: readonly SessionFact[] = [
  {
    kind: "sessionOpened",
    groupSessionId: CLASS,
    members: [member(THERAPIST, -1), member(ANA, 0)],
    pictureMode: "therapistOnly",
  },
  { kind: "participantJoined", participantId: THERAPIST },
  { kind: "participantJoined", participantId: ANA },
  { kind: "agreementAccepted", participantId: ANA, version: AGREEMENT_VERSION },
];
const STATE = foldEntries(
  createSessionState(CLASS),
  FACTS.map((fact, index) => ({ sequence: index + 1, epoch: 1, atMs: 0, fact })),
);

let node: MediaNode;
let media: SessionMedia;
let nowMs: number;
let told: Map<ParticipantId, MediaChangedMessage>;
let steps: (LineStep & { readonly of: ParticipantId })[];
/** Of each line, what the node counts; nobody here sends a packet. */
let lossShares: Record<string, number>;
/** What it forwards, and how many sizes arrive, for whom not everything does. */
let pictures: Partial<Record<string, Pick<LineReading, "pictures" | "arrivingSizes">>>;
let endProbe: () => void;
/** Ends the wait for an answer of the node. */
let giveUpReading: () => void;
let reports: string[];
/** What is due before the next second is over. */
let soon: (() => void)[];

beforeAll(async () => {
  const workerBinary = inject("mediaWorker");
  node = await createMediaNode({ workers: 1, workerBinary, listen: [{ ip: "127.0.0.1" }], report: () => undefined });
});
afterAll(() => node.close());

beforeEach(() => {
  nowMs = 0;
  told = new Map();
  steps = [];
  soon = [];
  lossShares = {};
  pictures = {};
  reports = [];
  vi.spyOn(node, "readLines").mockImplementation(async () =>
    Object.entries(lossShares).map(([id, lossShare]): LineReading => {
      const way = { bytes: nowMs, lossShare };
      const line = { participantId: id as ParticipantId, heardBytes: nowMs, up: way, down: way };
      return { ...line, pictures: [], ...pictures[id] };
    }),
  );
  media = createSessionMedia({
    node,
    groupSessionId: CLASS,
    state: () => STATE,
    epoch: () => 1,
    nowMs: () => nowMs,
    schedule: (delayMs, run) => {
      if (delayMs < 1_000) soon.push(run);
      else if (delayMs === PROBE_LASTS_MS) endProbe = run;
      else giveUpReading = run;
      return () => undefined;
    },
    tell: (participantId, message) => told.set(participantId, message),
    stepChanged: (of, now) => steps.push({ of, ...now }),
    report: (what, detail) => reports.push([what, detail].filter(Boolean).join(": ")),
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await media.close();
  expect(reports).toEqual([]);
});

async function ask<Op extends MediaRequest["op"]>(who: ParticipantId, request: Extract<MediaRequest, { op: Op }>) {
  return (await media.handle(who, request)) as MediaAnswers[Op];
}

/** Ana sends both, and the therapist receives both. */
async function connect(): Promise<Readonly<Record<MediaSource, string>>> {
  const { id: transportId } = await ask(ANA, { op: "openTransport", direction: "send" });
  await ask(ANA, { op: "produce", transportId, source: "camera", rtpParameters: cameraParameters() });
  await ask(ANA, { op: "produce", transportId, source: "microphone", rtpParameters: microphoneParameters() });
  const { rtpCapabilities } = await ask(THERAPIST, { op: "capabilities" });
  const receiving = await ask(THERAPIST, { op: "openTransport", direction: "receive" });
  const receive = async (source: MediaSource) => {
    const consume = { op: "consume", transportId: receiving.id, participantId: ANA, source, rtpCapabilities } as const;
    const { consumerId } = await ask(THERAPIST, consume);
    await ask(THERAPIST, { op: "resume", consumerId });
    return consumerId;
  };
  return { camera: await receive("camera"), microphone: await receive("microphone") };
}

async function seconds(count: number, shares: Readonly<Record<string, number>>): Promise<void> {
  lossShares = { ...shares };
  for (let second = 0; second < count; second++) {
    nowMs += 1_000;
    media.lookAtLines();
    // The look is over once the node has been asked and what followed has been done.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
const stepsOf = (who: ParticipantId) => steps.filter(({ of }) => of === who).map(({ step }) => step);

describe("a patient's line that gets bad", () => {
  it("stops the picture's sizes one after the other at the patient's device, then the picture, then the sound", async () => {
    await connect();
    const carried = () => told.get(ANA)?.carried;
    await seconds(3, { [ANA]: 0 });
    expect(carried()).toBeUndefined();
    const seen: unknown[] = [];
    for (let second = 0; second < 7; second++) {
      await seconds(1, { [ANA]: LOSSY });
      if (JSON.stringify(seen.at(-1)) !== JSON.stringify(carried())) seen.push(carried());
    }
    expect(seen).toEqual([
      { sizes: 2, sound: true, less: 1 },
      { sizes: 1, sound: true, less: 2 },
      { sizes: 0, sound: true },
      { sizes: 0, sound: false },
    ]);
    expect(stepsOf(ANA)).toEqual(["lower", "lowest", "audioOnly", "poseOnly"]);
    expect(stepsOf(THERAPIST)).toEqual([]);
  });

  it("is said with the picture that does not come to whoever would be shown it, for as long as that is so", async () => {
    await connect();
    const camera = () => told.get(THERAPIST)?.offers.find(({ source }) => source === "camera");
    await seconds(4, { [ANA]: LOSSY });
    expect(stepsOf(ANA)).toEqual(["lower", "lowest"]);
    expect(camera()).toEqual({ participantId: ANA, source: "camera", paused: false });
    await seconds(1, { [ANA]: LOSSY });
    expect(camera()).toEqual({ participantId: ANA, source: "camera", paused: false, lineWeak: true });
    expect(told.get(THERAPIST)?.offers).toContainEqual({ participantId: ANA, source: "microphone", paused: false });
    await seconds(30, { [ANA]: 0 });
    expect(camera()).toEqual({ participantId: ANA, source: "camera", paused: false });
  });
});

describe("a line that is being measured", () => {
  it("carries all of the own picture, however bad it was before, and again as much as it can afterwards", async () => {
    await connect();
    await seconds(8, { [ANA]: LOSSY });
    expect(told.get(ANA)).toMatchObject({ wantedSizes: 0, carried: { sizes: 0, sound: false } });
    const resumed = vi.spyOn(node, "resumeConsumer");
    const { rtpCapabilities } = await ask(ANA, { op: "capabilities" });
    const { id: transportId } = await ask(ANA, { op: "openTransport", direction: "receive" });
    const { consumerId } = await ask(ANA, { op: "probe", transportId, rtpCapabilities });
    await ask(ANA, { op: "resume", consumerId });
    expect(resumed.mock.calls.map(([, id]) => id)).toEqual([consumerId]);
    expect(told.get(ANA)).toMatchObject({ wantedSizes: 3 });
    expect(told.get(ANA)?.carried).toBeUndefined();
    endProbe();
    await vi.waitFor(() => expect(told.get(ANA)?.carried).toEqual({ sizes: 0, sound: false }));
    expect(told.get(ANA)?.wantedSizes).toBe(0);
  });
});

describe("a therapist's line that gets bad", () => {
  it("loses pictures and keeps sound as long as it can, and what is asked for meanwhile comes once the line carries it", async () => {
    const { camera, microphone } = await connect();
    const paused = vi.spyOn(node, "pauseConsumer");
    const resumed = vi.spyOn(node, "resumeConsumer");
    const layers = vi.spyOn(node, "preferLayers");
    await seconds(2, { [THERAPIST]: 0 });
    expect(told.get(ANA)?.wantedSizes).toBe(3);
    await seconds(4, { [THERAPIST]: LOSSY });
    expect(stepsOf(THERAPIST)).toEqual(["lower", "lowest", "audioOnly"]);
    expect(layers.mock.calls.map(([, , { spatialLayer }]) => spatialLayer)).toContain(1);
    expect(layers.mock.calls.map(([, , { spatialLayer }]) => spatialLayer)).toContain(0);
    expect(paused.mock.calls.map(([, id]) => id)).toEqual([camera]);
    expect(told.get(ANA)?.wantedSizes, "nobody's line takes it").toBe(0);
    expect(told.get(ANA)?.carried, "Ana's own line is well").toBeUndefined();

    resumed.mockClear();
    expect(await ask(THERAPIST, { op: "resume", consumerId: camera })).toEqual({ done: true });
    await ask(THERAPIST, { op: "preferLayers", consumerId: camera, spatialLayer: 2 });
    expect(resumed).not.toHaveBeenCalled();
    await seconds(2, { [THERAPIST]: LOSSY });
    expect(paused.mock.calls.map(([, id]) => id)).toEqual([camera, camera, microphone]);
    await seconds(40, { [THERAPIST]: 0 });
    expect(stepsOf(THERAPIST).slice(-4)).toEqual(["audioOnly", "lowest", "lower", "full"]);
    // The worker is asked for the size first.
    await vi.waitFor(() =>
      expect(resumed.mock.calls.map(([, id]) => id)).toEqual(expect.arrayContaining([camera, microphone])),
    );
    expect(layers.mock.calls.at(-1)?.[2]).toEqual({ spatialLayer: 2 });
    expect(told.get(ANA)?.wantedSizes).toBe(3);
  });

  it("gets a small picture less often where there is no smaller one, and as often as before once it is well", async () => {
    const { camera: consumerId } = await connect();
    await ask(THERAPIST, { op: "preferLayers", consumerId, spatialLayer: 0 });
    const layers = vi.spyOn(node, "preferLayers");
    const asked = () => layers.mock.calls.map(([, , each]) => each);
    await seconds(2, { [THERAPIST]: 0 });
    await seconds(3, { [THERAPIST]: LOSSY });
    expect(stepsOf(THERAPIST)).toEqual(["lower", "lowest"]);
    expect(asked()).toEqual([
      { spatialLayer: 0, temporalLayer: 1 },
      { spatialLayer: 0, temporalLayer: 0 },
    ]);
    await seconds(30, { [THERAPIST]: 0 });
    expect(stepsOf(THERAPIST).at(-1)).toBe("full");
    expect(asked().at(-1)).toEqual({ spatialLayer: 0 });
  });

  it("leaves nothing behind when the therapist leaves", async () => {
    await connect();
    await seconds(6, { [THERAPIST]: LOSSY });
    media.participantLeft(THERAPIST);
    await seconds(1, { [THERAPIST]: 0 });
    const { camera } = await connect().catch(() => ({ camera: "" }));
    expect(camera).not.toBe("");
    expect(told.get(ANA)?.wantedSizes).toBe(3);
  });
});

describe("a media node that loses the session", () => {
  it("is everybody's reason, and nobody's line is blamed", async () => {
    await connect();
    await seconds(2, { [ANA]: 0, [THERAPIST]: 0 });
    await node.closeSession(CLASS);
    expect(steps).toEqual([
      { of: ANA, step: "reconnecting", cause: "server" },
      { of: THERAPIST, step: "reconnecting", cause: "server" },
    ]);
    await vi.waitFor(() => expect(told.get(ANA)?.generation).toEqual(expect.any(String)), { timeout: 20_000 });
    await seconds(3, {});
    expect(steps).toHaveLength(2);
    await seconds(2, { [ANA]: 0 });
    expect(stepsOf(ANA)).toEqual(["reconnecting", "full"]);
  });

  it("keeps no picture back that comes over the new one, though nobody has looked at the lines yet", async () => {
    await connect();
    await seconds(2, { [ANA]: 0, [THERAPIST]: 0 });
    await node.closeSession(CLASS);
    await vi.waitFor(() => expect(told.get(ANA)?.generation).toEqual(expect.any(String)), { timeout: 20_000 });
    await connect();
    expect(stepsOf(ANA)).toEqual(["reconnecting"]);
    expect(told.get(ANA)?.carried).toBeUndefined();
    expect(told.get(THERAPIST)?.offers).toContainEqual({ participantId: ANA, source: "camera", paused: false });
  });

  it("says of each person within a second that he or she is back, and judges nobody's line by it", async () => {
    await connect();
    await seconds(2, { [ANA]: 0, [THERAPIST]: 0 });
    await node.closeSession(CLASS);
    await vi.waitFor(() => expect(told.get(ANA)?.generation).toEqual(expect.any(String)), { timeout: 20_000 });
    const lookSoon = async (shares: Readonly<Record<string, number>>) => {
      lossShares = { ...shares };
      nowMs += 100;
      expect(soon).toHaveLength(1);
      for (const run of soon.splice(0)) run();
      await new Promise((resolve) => setImmediate(resolve));
    };
    await lookSoon({});
    expect(steps).toHaveLength(2);
    await lookSoon({ [ANA]: 0 });
    expect([stepsOf(ANA), stepsOf(THERAPIST)]).toEqual([["reconnecting", "full"], ["reconnecting"]]);
    for (let look = 0; look < 4; look++) await lookSoon({ [ANA]: LOSSY });
    expect(stepsOf(ANA)).toEqual(["reconnecting", "full"]);
    await lookSoon({ [ANA]: LOSSY, [THERAPIST]: 0 });
    expect(stepsOf(THERAPIST)).toEqual(["reconnecting", "full"]);
    expect(soon, "nobody is missing").toEqual([]);
  });
});

describe("a line that is too narrow", () => {
  const WELL = { [ANA]: 0, [THERAPIST]: 0 };
  const forwards = (consumerId: string, sizes: number) => {
    const sent = { sizes, frames: sizes === 0 ? 0 : 3 };
    pictures = { [THERAPIST]: { pictures: [{ consumerId, due: { sizes: 3, frames: 3 }, sent }] } };
  };
  const offered = () => told.get(THERAPIST)?.offers.find(({ source }) => source === "camera");

  it("for what the node forwards is told with its cause, and all of it is still asked for", async () => {
    const { camera } = await connect();
    const layers = vi.spyOn(node, "preferLayers");
    forwards(camera, 3);
    await seconds(15, WELL);
    forwards(camera, 1);
    await seconds(5, WELL);
    forwards(camera, 3);
    await seconds(8, WELL);
    expect(steps).toEqual([
      { of: THERAPIST, step: "lowest", cause: "narrowDown" },
      { of: THERAPIST, step: "full", cause: "line" },
    ]);
    expect(layers).not.toHaveBeenCalled();
    expect(told.get(ANA)?.wantedSizes).toBe(3);
  });

  it("has no picture standing still of which nothing comes any more", async () => {
    const { camera } = await connect();
    forwards(camera, 1);
    await seconds(15, WELL);
    forwards(camera, 0);
    await seconds(3, WELL);
    expect(offered()).toEqual({ participantId: ANA, source: "camera", paused: false, leftOut: true });
    expect(stepsOf(THERAPIST).at(-1)).toBe("audioOnly");
    forwards(camera, 1);
    await seconds(1, WELL);
    expect(offered()).toEqual({ participantId: ANA, source: "camera", paused: false });
  });

  it("is nobody's whose picture is not shown", async () => {
    const { camera } = await connect();
    await ask(THERAPIST, { op: "pause", consumerId: camera });
    forwards(camera, 0);
    await seconds(20, WELL);
    expect(steps).toEqual([]);
  });

  it("for what a page sends is told where the page says that the line is the reason, and not of another connection", async () => {
    await connect();
    const arrive = (arrivingSizes: number) => {
      pictures = { [ANA]: { pictures: [], arrivingSizes } };
    };
    arrive(3);
    await seconds(15, WELL);
    arrive(1);
    await seconds(20, WELL);
    expect(steps, "a slow device").toEqual([]);
    expect(await ask(ANA, { op: "limited", byLine: true })).toEqual({ done: true });
    await seconds(15, WELL);
    expect(steps).toEqual([{ of: ANA, step: "lowest", cause: "narrowUp" }]);
    expect(told.get(ANA)?.carried, "its browser holds back by itself").toBeUndefined();
    await ask(ANA, { op: "openTransport", direction: "send" });
    await seconds(8, WELL);
    expect(stepsOf(ANA)).toEqual(["lowest", "full"]);
  });
});

describe("a media node that does not say how lines do", () => {
  it("is given up for this look, told of once, and asked again: the next answer counts", async () => {
    await connect();
    await seconds(2, { [ANA]: 0 });
    const asked = vi.mocked(node.readLines).mockClear();
    for (let hanging = 0; hanging < 2; hanging++) asked.mockImplementationOnce(() => new Promise(() => undefined));
    const giveUp = async () => {
      giveUpReading();
      await new Promise((resolve) => setImmediate(resolve));
    };
    await seconds(2, { [ANA]: LOSSY });
    expect(asked, "one question at a time").toHaveBeenCalledTimes(1);
    await giveUp();
    await seconds(1, { [ANA]: LOSSY });
    await giveUp();
    await seconds(3, { [ANA]: LOSSY });
    expect(stepsOf(ANA)).toEqual(["lower", "lowest"]);
    expect(reports.splice(0)).toEqual([
      "the media node does not say in time how a session's lines do",
      "the media node says again how a session's lines do: 2 looks were missed",
    ]);
  });
});
