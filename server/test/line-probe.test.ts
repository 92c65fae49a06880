// A patient's own picture, sent back for some seconds to measure the line: whose it is, when, how often and for how long.
import { createMediaNode } from "@ensemble/media";
import type { MediaAnswers, MediaChangedMessage, MediaRequest } from "@ensemble/shared/protocol/media-messages.ts";
import type { MediaNode } from "@ensemble/shared/protocol/media-node.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import { foldEntry } from "@ensemble/shared/session/fold-session.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { createSessionMedia, type SessionMedia } from "../src/media/index.ts";
import { cameraParameters } from "./support/browser-media.ts";
import { refusal } from "./support/refusal.ts";

const PATIENCE = { timeout: 20_000, interval: 20 };
const CLASS = "class" as GroupSessionId;
const [THERAPIST, ANA, BRUNO] = ["therapist", "ana", "bruno"] as [ParticipantId, ParticipantId, ParticipantId];

let node: MediaNode;
let media: SessionMedia;
let state: SessionState;
let told: Map<ParticipantId, MediaChangedMessage>;
let nowMs: number;
/** What was scheduled and neither ran nor was called off. */
let waiting: { readonly delayMs: number; readonly run: () => void }[];

beforeAll(async () => {
  const workerBinary = inject("mediaWorker");
  node = await createMediaNode({ workers: 1, workerBinary, listen: [{ ip: "127.0.0.1" }], report: () => undefined });
});
afterAll(() => node.close());

beforeEach(() => {
  state = createSessionState(CLASS);
  told = new Map();
  nowMs = 0;
  waiting = [];
  media = createSessionMedia({
    node,
    groupSessionId: CLASS,
    state: () => state,
    epoch: () => 7,
    nowMs: () => nowMs,
    schedule: (delayMs, run) => {
      const one = { delayMs, run };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((each) => each !== one);
      };
    },
    tell: (participantId, message) => told.set(participantId, message),
    report: (what, detail) => {
      throw new Error(`${what} ${String(detail)}`);
    },
  });
  const members = [THERAPIST, ANA, BRUNO].map((participantId) => ({
    participantId,
    role: participantId === THERAPIST ? ("therapist" as const) : ("patient" as const),
    mark: 0,
    simulated: false,
  }));
  happen({ kind: "sessionOpened", groupSessionId: CLASS, members, pictureMode: "therapistOnly" });
  for (const { participantId } of members) happen({ kind: "participantJoined", participantId });
  for (const participantId of [ANA, BRUNO])
    happen({ kind: "agreementAccepted", participantId, version: AGREEMENT_VERSION });
});
afterEach(() => media.close());

function happen(fact: SessionFact): void {
  state = foldEntry(state, { sequence: state.sequence + 1, epoch: 7, atMs: 1_000, fact });
  media.sessionChanged();
}

async function ask<Op extends MediaRequest["op"]>(
  participantId: ParticipantId,
  request: Extract<MediaRequest, { op: Op }>,
): Promise<MediaAnswers[Op]> {
  return (await media.handle(participantId, request)) as MediaAnswers[Op];
}

async function sendCamera(participantId: ParticipantId): Promise<void> {
  const { id: transportId } = await ask(participantId, { op: "openTransport", direction: "send" });
  await ask(participantId, { op: "produce", transportId, source: "camera", rtpParameters: cameraParameters() });
}

async function openReceiver(viewer: ParticipantId) {
  const { rtpCapabilities } = await ask(viewer, { op: "capabilities" });
  const { id: transportId } = await ask(viewer, { op: "openTransport", direction: "receive" });
  return {
    transportId,
    rtpCapabilities,
    probe: () => ask(viewer, { op: "probe", transportId, rtpCapabilities }),
    see: (participantId: ParticipantId) =>
      ask(viewer, { op: "consume", transportId, participantId, source: "camera", rtpCapabilities }),
  };
}

describe("the own picture, sent back to measure the line", () => {
  const wanted = () => told.get(ANA)?.wantedSizes;

  it("comes in all its sizes while it lasts, which is not for ever, and is offered to nobody", async () => {
    await sendCamera(ANA);
    const { consumerId } = await (await openReceiver(ANA)).probe();
    await ask(ANA, { op: "resume", consumerId });
    expect(wanted()).toBe(3);
    for (const participantId of [ANA, BRUNO]) expect(told.get(participantId)?.offers).toEqual([]);
    expect(waiting.map(({ delayMs }) => delayMs)).toEqual([12_000]);
    waiting[0]?.run();
    await vi.waitFor(() => expect(wanted()).toBe(0), PATIENCE);
    expect(await refusal(ask(ANA, { op: "resume", consumerId }))).toBe("media/unknown");
    const seat = { groupSessionId: CLASS, participantId: ANA };
    expect(await refusal(node.resumeConsumer(seat, consumerId))).toBe("media/unknown");
  });

  it("is one at a time, each with its own end", async () => {
    await sendCamera(ANA);
    const ana = await openReceiver(ANA);
    const first = await ana.probe();
    const second = await ana.probe();
    expect(waiting).toHaveLength(1);
    expect(await refusal(ask(ANA, { op: "resume", consumerId: first.consumerId }))).toBe("media/unknown");
    expect(await refusal(ask(ANA, { op: "resume", consumerId: second.consumerId }))).toBe("accepted");
    waiting[0]?.run();
    expect(await refusal(ask(ANA, { op: "resume", consumerId: second.consumerId }))).toBe("media/unknown");
  });

  it("is nobody else's: whose it would be cannot even be said", async () => {
    await sendCamera(ANA);
    await sendCamera(THERAPIST);
    const bruno = await openReceiver(BRUNO);
    expect(await refusal(bruno.probe())).toBe("media/unknown");
    const { transportId, rtpCapabilities } = bruno;
    const named = { op: "probe", transportId, rtpCapabilities, participantId: ANA };
    expect(await refusal(media.handle(BRUNO, named))).toBe("media/malformed");
    // The therapist has a line, too.
    expect(await refusal((await openReceiver(THERAPIST)).probe())).toBe("accepted");
    expect(await refusal((await openReceiver(ANA)).see(ANA))).toBe("media/not_allowed");
  });

  it("ends the moment the class begins, and is refused from then on", async () => {
    await sendCamera(ANA);
    const ana = await openReceiver(ANA);
    const { consumerId } = await ana.probe();
    await ask(ANA, { op: "resume", consumerId });
    happen({ kind: "phaseStarted", phase: "warmUp" });
    await vi.waitFor(() => expect(wanted()).toBe(0), PATIENCE);
    expect(await refusal(ask(ANA, { op: "resume", consumerId }))).toBe("media/unknown");
    nowMs += 60_000;
    expect(await refusal(ana.probe())).toBe("media/not_allowed");
  });

  it("is given a few times at once and then now and then, however often it is asked for", async () => {
    await sendCamera(ANA);
    const ana = await openReceiver(ANA);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => refusal(ana.probe())));
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(4);
    expect(new Set(outcomes)).toEqual(new Set(["accepted", "media/too_many"]));
    nowMs += 30_000;
    expect(await refusal(ana.probe())).toBe("accepted");
    expect(await refusal(ana.probe())).toBe("media/too_many");
  });

  it("takes nothing from the therapist, who goes on seeing the size that was asked for", async () => {
    await sendCamera(ANA);
    const { consumerId } = await (await openReceiver(THERAPIST)).see(ANA);
    await ask(THERAPIST, { op: "preferLayers", consumerId, spatialLayer: 0 });
    await ask(THERAPIST, { op: "resume", consumerId });
    const probe = await (await openReceiver(ANA)).probe();
    await ask(ANA, { op: "resume", consumerId: probe.consumerId });
    expect(wanted()).toBe(3);
    waiting[0]?.run();
    await vi.waitFor(() => expect(wanted()).toBe(1), PATIENCE);
    expect(await refusal(ask(THERAPIST, { op: "resume", consumerId }))).toBe("accepted");
  });
});
