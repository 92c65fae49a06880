import { createMediaNode } from "@ensemble/media";
import type {
  MediaAnswers,
  MediaChangedMessage,
  MediaOffersAnswer,
  MediaRequest,
} from "@ensemble/shared/protocol/media-messages.ts";
import type { MediaNode } from "@ensemble/shared/protocol/media-node.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import { foldEntry } from "@ensemble/shared/session/fold-session.ts";
import type { GroupSessionId, ParticipantId, Role } from "@ensemble/shared/session/identifiers.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { createSessionMedia, type SessionMedia } from "../src/media/index.ts";
import { cameraParameters, DTLS, microphoneParameters } from "./support/browser-media.ts";
import { refusal } from "./support/refusal.ts";
import { workerPid } from "./support/worker-pid.ts";

const PATIENCE = { timeout: 20_000, interval: 20 };
const CLASS = "class" as GroupSessionId;
const THERAPIST = "therapist" as ParticipantId;
const TOM = "tom" as ParticipantId;
const ANA = "ana" as ParticipantId;
const BRUNO = "bruno" as ParticipantId;
const REAL = { simulated: false } as const;
const CORA = "cora" as ParticipantId;

let node: MediaNode;
let media: SessionMedia;
let state: SessionState;
let told: Map<ParticipantId, MediaChangedMessage>;
let nowMs: number;
const reports: string[] = [];

beforeAll(async () => {
  node = await createMediaNode({
    workers: 1,
    workerBinary: inject("mediaWorker"),
    listen: [{ ip: "127.0.0.1" }],
    report: (what, detail) => reports.push(`${what} ${String(detail)}`),
  });
});
afterAll(() => node.close());

beforeEach(() => {
  state = createSessionState(CLASS);
  told = new Map();
  nowMs = 0;
  media = createSessionMedia({
    node,
    groupSessionId: CLASS,
    state: () => state,
    epoch: () => 7,
    nowMs: () => nowMs,
    schedule: () => () => undefined,
    tell: (participantId, message) => told.set(participantId, message),
    report: (what, detail) => reports.push(`${what} ${String(detail)}`),
  });
  const member = (participantId: ParticipantId, role: Role, mark: number) => ({ participantId, role, mark, ...REAL });
  happen({
    kind: "sessionOpened",
    groupSessionId: CLASS,
    members: [
      ...[THERAPIST, TOM].map((id) => member(id, "therapist", -1)),
      ...[ANA, BRUNO, CORA].map((id, mark) => member(id, "patient", mark)),
    ],
    pictureMode: "therapistOnly",
  });
  for (const participantId of [THERAPIST, ANA, BRUNO, CORA]) happen({ kind: "participantJoined", participantId });
  for (const participantId of [ANA, BRUNO, CORA])
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

async function sendCamera(participantId: ParticipantId): Promise<string> {
  const { id: transportId } = await ask(participantId, { op: "openTransport", direction: "send" });
  const produce = { op: "produce", transportId, source: "camera", rtpParameters: cameraParameters() } as const;
  return (await ask(participantId, { ...produce, widthPixels: 960 })).producerId;
}

interface Viewer {
  readonly see: (owner: ParticipantId) => Promise<MediaAnswers["consume"]>;
}
async function openViewer(viewer: ParticipantId): Promise<Viewer> {
  const { rtpCapabilities } = await ask(viewer, { op: "capabilities" });
  const { id: transportId } = await ask(viewer, { op: "openTransport", direction: "receive" });
  return {
    see: (participantId) =>
      ask(viewer, { op: "consume", transportId, participantId, source: "camera", rtpCapabilities }),
  };
}

const cameraOf = (participantId: ParticipantId) => ({ participantId, source: "camera", paused: false });

describe("pictures and sound of a session", () => {
  it("are offered to those who may have them, as they come and go", async () => {
    const producerId = await sendCamera(ANA);
    expect(told.get(THERAPIST)).toMatchObject({ epoch: 7, offers: [cameraOf(ANA)] });
    expect(told.get(BRUNO)?.offers).toEqual([]);
    await ask(ANA, { op: "pauseProducer", producerId });
    expect(told.get(THERAPIST)?.offers).toEqual([{ ...cameraOf(ANA), paused: true }]);
    await ask(ANA, { op: "resumeProducer", producerId });
    await sendCamera(THERAPIST);
    expect(told.get(ANA)?.offers).toEqual([cameraOf(THERAPIST)]);
    expect(told.get(BRUNO)?.offers).toEqual([cameraOf(THERAPIST)]);
    await ask(ANA, { op: "closeProducer", producerId });
    expect(told.get(THERAPIST)?.offers).toEqual([]);
  });

  it("reach the therapist, with the layers and the width that were sent", async () => {
    await sendCamera(ANA);
    const offer = await (await openViewer(THERAPIST)).see(ANA);
    expect(offer).toMatchObject({ kind: "video", spatialLayers: 3, widthPixels: 960 });
    expect(await ask(THERAPIST, { op: "resume", consumerId: offer.consumerId })).toEqual({ done: true });
    const layers = { op: "preferLayers", consumerId: offer.consumerId, spatialLayer: 0 } as const;
    expect(await ask(THERAPIST, layers)).toEqual({ done: true });
  });

  it("leave a device only in the sizes somebody looks at", async () => {
    await sendCamera(ANA);
    const wanted = () => told.get(ANA)?.wantedSizes;
    expect(wanted()).toBe(0);
    const viewer = await openViewer(THERAPIST);
    const { consumerId } = await viewer.see(ANA);
    expect(wanted()).toBe(0);
    await ask(THERAPIST, { op: "preferLayers", consumerId, spatialLayer: 1 });
    await ask(THERAPIST, { op: "resume", consumerId });
    expect(wanted()).toBe(2);
    happen({ kind: "pictureModeChanged", mode: "everybody" });
    happen({ kind: "pictureConsentChanged", participantId: ANA, given: true });
    const atBruno = await (await openViewer(BRUNO)).see(ANA);
    await ask(BRUNO, { op: "resume", consumerId: atBruno.consumerId });
    expect(wanted()).toBe(3);
    happen({ kind: "pictureConsentChanged", participantId: ANA, given: false });
    expect(wanted()).toBe(2);
    await ask(THERAPIST, { op: "pause", consumerId });
    expect(wanted()).toBe(0);
    await ask(THERAPIST, { op: "resume", consumerId });
    media.participantLeft(THERAPIST);
    expect(wanted()).toBe(0);
    // Nobody is told what others look at.
    expect(told.get(BRUNO)).not.toHaveProperty("wantedSizes");
  });

  it("are heard in a private word by those two alone, and each is told who hears", async () => {
    const sendSound = async (participantId: ParticipantId) => {
      const { id: transportId } = await ask(participantId, { op: "openTransport", direction: "send" });
      const produce = {
        op: "produce",
        transportId,
        source: "microphone",
        rtpParameters: microphoneParameters(),
      } as const;
      await ask(participantId, produce);
    };
    const lines = new Map<ParticipantId, string>();
    const hear = async (viewer: ParticipantId, owner: ParticipantId) => {
      const { rtpCapabilities } = await ask(viewer, { op: "capabilities" });
      const transportId = lines.get(viewer) ?? (await ask(viewer, { op: "openTransport", direction: "receive" })).id;
      lines.set(viewer, transportId);
      const consume = {
        op: "consume",
        transportId,
        participantId: owner,
        source: "microphone",
        rtpCapabilities,
      } as const;
      return (await ask(viewer, consume)).consumerId;
    };
    happen({ kind: "participantJoined", participantId: TOM });
    for (const one of [THERAPIST, ANA, TOM]) await sendSound(one);
    happen({ kind: "microphoneChanged", participantId: ANA, toGroup: true });
    for (const owner of [THERAPIST, TOM]) await hear(ANA, owner);
    for (const viewer of [THERAPIST, TOM]) await hear(viewer, ANA);
    await hear(BRUNO, TOM);
    const atBruno = await hear(BRUNO, THERAPIST);
    expect(told.get(THERAPIST)?.hearers).toEqual([ANA, BRUNO].sort());
    const close = vi.spyOn(node, "closeConsumer");
    happen({ kind: "privateWordMoved", participantId: ANA, byId: THERAPIST });
    // Until the node has closed it, it counts as heard.
    expect(told.get(THERAPIST)?.hearers).toEqual([ANA, BRUNO].sort());
    await vi.waitFor(() => {
      expect(told.get(THERAPIST)?.hearers).toEqual([ANA]);
      expect(told.get(ANA)?.hearers).toEqual([THERAPIST]);
      expect(told.get(TOM)?.hearers).toEqual([BRUNO]);
    });
    expect(close).toHaveBeenCalledTimes(3);
    close.mockRestore();
    expect(told.get(BRUNO)?.offers).toEqual([{ ...cameraOf(TOM), source: "microphone" }]);
    expect(await refusal(ask(BRUNO, { op: "resume", consumerId: atBruno }))).toBe("media/unknown");
    for (const viewer of [BRUNO, TOM])
      for (const owner of [THERAPIST, ANA]) expect(await refusal(hear(viewer, owner))).toBe("media/not_allowed");
    expect(await refusal(hear(ANA, TOM))).toBe("media/not_allowed");
    happen({ kind: "privateWordMoved", participantId: null });
    expect(await refusal(hear(BRUNO, THERAPIST))).toBe("accepted");
    expect(await refusal(hear(TOM, ANA))).toBe("accepted");
  });

  it("are refused to a patient whom the mode or the owner's consent does not give them", async () => {
    await sendCamera(ANA);
    const bruno = await openViewer(BRUNO);
    expect(await refusal(bruno.see(ANA))).toBe("media/not_allowed");
    happen({ kind: "pictureConsentChanged", participantId: ANA, given: true });
    expect(await refusal(bruno.see(ANA))).toBe("media/not_allowed");
    happen({ kind: "pictureModeChanged", mode: "everybody" });
    expect(told.get(BRUNO)?.offers).toEqual([cameraOf(ANA)]);
    expect(await refusal(bruno.see(ANA))).toBe("accepted");
  });

  it("are a partner's alone in pairs, also after coming back, and change hands the moment the pairs do", async () => {
    const seenBy = async (viewer: ParticipantId) => (await openViewer(viewer)).see(ANA);
    const agree = (to: ParticipantId) =>
      happen({ kind: "pictureConsentChanged", participantId: ANA, given: true, to: [to] });
    await sendCamera(ANA);
    happen({ kind: "pictureModeChanged", mode: "pairs", pairs: [[0, 1]] });
    expect(await refusal(seenBy(BRUNO)), "before Ana has agreed").toBe("media/not_allowed");
    agree(BRUNO);
    media.participantLeft(BRUNO);
    const { consumerId } = await seenBy(BRUNO);
    expect(told.get(CORA)?.offers).toEqual([]);
    expect(await refusal(seenBy(CORA))).toBe("media/not_allowed");
    happen({ kind: "pictureModeChanged", mode: "pairs", pairs: [[0, 2]] });
    expect(told.get(BRUNO)?.offers).toEqual([]);
    expect(await refusal(ask(BRUNO, { op: "resume", consumerId }))).toBe("media/unknown");
    expect(await refusal(seenBy(CORA)), "Ana agreed to Bruno").toBe("media/not_allowed");
    agree(CORA);
    expect(await refusal(seenBy(CORA))).toBe("accepted");
  });

  it("end for the other patients the moment consent is withdrawn, not for the therapist", async () => {
    happen({ kind: "pictureModeChanged", mode: "everybody" });
    happen({ kind: "pictureConsentChanged", participantId: ANA, given: true });
    await sendCamera(ANA);
    const atBruno = await (await openViewer(BRUNO)).see(ANA);
    const atTherapist = await (await openViewer(THERAPIST)).see(ANA);
    happen({ kind: "pictureConsentChanged", participantId: ANA, given: false });
    expect(told.get(BRUNO)?.offers).toEqual([]);
    const seat = { groupSessionId: CLASS, participantId: BRUNO };
    expect(await refusal(node.resumeConsumer(seat, atBruno.consumerId))).toBe("media/unknown");
    expect(await refusal(ask(BRUNO, { op: "resume", consumerId: atBruno.consumerId }))).toBe("media/unknown");
    expect(await refusal(ask(THERAPIST, { op: "resume", consumerId: atTherapist.consumerId }))).toBe("accepted");
  });

  it("are not given when consent is withdrawn while they are being asked for", async () => {
    happen({ kind: "pictureModeChanged", mode: "everybody" });
    happen({ kind: "pictureConsentChanged", participantId: ANA, given: true });
    await sendCamera(ANA);
    const bruno = await openViewer(BRUNO);
    const close = vi.spyOn(node, "closeConsumer");
    const { consume } = node;
    const withdrawn = vi.spyOn(node, "consume").mockImplementation(async (seat, request) => {
      const offer = await consume(seat, request);
      happen({ kind: "pictureConsentChanged", participantId: ANA, given: false });
      return offer;
    });
    expect(await refusal(bruno.see(ANA))).toBe("media/not_allowed");
    expect(close).toHaveBeenCalledOnce();
    withdrawn.mockRestore();
    close.mockRestore();
  });

  it("end for everybody when the class is over", async () => {
    await sendCamera(ANA);
    const { consumerId } = await (await openViewer(THERAPIST)).see(ANA);
    happen({ kind: "phaseStarted", phase: "summary" });
    expect(told.get(THERAPIST)).toEqual({ epoch: 7, generation: null, offers: [] });
    const seat = { groupSessionId: CLASS, participantId: THERAPIST };
    expect(await refusal(node.resumeConsumer(seat, consumerId))).toBe("media/unknown");
    expect(await refusal(ask(ANA, { op: "openTransport", direction: "send" }))).toBe("media/not_now");
  });

  it("go with the participant who left, and are offered anew to one who returns", async () => {
    await sendCamera(ANA);
    await sendCamera(THERAPIST);
    media.participantLeft(ANA);
    happen({ kind: "participantLeft", participantId: ANA, reason: "lost" });
    expect(told.get(THERAPIST)?.offers).toEqual([]);
    told.delete(ANA);
    happen({ kind: "participantJoined", participantId: ANA });
    expect(told.get(ANA)?.offers).toEqual([cameraOf(THERAPIST)]);
    const answer: MediaOffersAnswer = await ask(ANA, { op: "offers" });
    expect(answer.transports).toEqual([]);
  });

  it("leave nothing of a request that was under way when its participant left", async () => {
    const { id: transportId } = await ask(ANA, { op: "openTransport", direction: "send" });
    const produce = { op: "produce", transportId, source: "camera", rtpParameters: cameraParameters() } as const;
    const asked = [ask(ANA, produce), ask(ANA, { op: "openTransport", direction: "receive" })].map(refusal);
    media.participantLeft(ANA);
    expect(await Promise.all(asked)).toEqual(["media/away", "media/away"]);
    expect(await ask(ANA, { op: "offers" })).toMatchObject({ transports: [] });
    expect(told.get(THERAPIST)?.offers ?? []).toEqual([]);
  });

  it("survive the end of another room that spoke for the same session before", async () => {
    const former = createSessionMedia({
      node,
      groupSessionId: CLASS,
      state: () => state,
      epoch: () => 6,
      nowMs: () => nowMs,
      schedule: () => () => undefined,
      tell: () => undefined,
      report: (what, detail) => reports.push(`${what} ${String(detail)}`),
    });
    await former.handle(ANA, { op: "capabilities" });
    const { generation } = await ask(THERAPIST, { op: "offers" });
    await former.close();
    await vi.waitFor(() => expect(told.get(THERAPIST)?.generation).not.toBe(generation), PATIENCE);
    await sendCamera(ANA);
    expect(await refusal((await openViewer(THERAPIST)).see(ANA))).toBe("accepted");
  });

  it("are built anew on another worker when one dies", async () => {
    await sendCamera(ANA);
    const { generation } = await ask(THERAPIST, { op: "offers" });
    process.kill(await workerPid(), "SIGKILL");
    await vi.waitFor(() => {
      expect(told.get(THERAPIST)?.generation).toMatch(/./);
      expect(told.get(THERAPIST)?.generation).not.toBe(generation);
    }, PATIENCE);
    expect(told.get(THERAPIST)?.offers).toEqual([]);
    await sendCamera(ANA);
    expect(await refusal((await openViewer(THERAPIST)).see(ANA))).toBe("accepted");
  });
});

describe("hostile signalling", () => {
  it("is refused when it is malformed, from a stranger, or about somebody who sends nothing", async () => {
    for (const request of [undefined, 5, "offers", { op: "explode" }, { op: "restartIce", transportId: {} }])
      expect(await refusal(media.handle(ANA, request))).toBe("media/malformed");
    expect(await refusal(media.handle("stranger" as ParticipantId, { op: "offers" }))).toBe("media/not_allowed");
    expect(await refusal(media.handle("__proto__" as ParticipantId, { op: "offers" }))).toBe("media/not_allowed");
    const therapist = await openViewer(THERAPIST);
    expect(await refusal(therapist.see(ANA))).toBe("media/unknown");
    expect(await refusal(therapist.see(THERAPIST))).toBe("media/not_allowed");
    expect(await refusal(therapist.see("stranger" as ParticipantId))).toBe("media/not_allowed");
  });

  it("reaches nothing of another participant", async () => {
    const anas = await ask(ANA, { op: "openTransport", direction: "send" });
    const producerId = await sendCamera(ANA);
    const { consumerId } = await (await openViewer(THERAPIST)).see(ANA);
    const rtpParameters = microphoneParameters();
    const attempts: MediaRequest[] = [
      { op: "connectTransport", transportId: anas.id, dtlsParameters: DTLS },
      { op: "restartIce", transportId: anas.id },
      { op: "produce", transportId: anas.id, source: "microphone", rtpParameters },
      { op: "closeProducer", producerId },
      { op: "pauseProducer", producerId },
      { op: "pause", consumerId },
      { op: "resume", consumerId },
      { op: "preferLayers", consumerId, spatialLayer: 0 },
    ];
    for (const request of attempts)
      expect(await refusal(media.handle(BRUNO, request)), request.op).toBe("media/unknown");
    expect(told.get(THERAPIST)?.offers).toEqual([cameraOf(ANA)]);
    expect(await refusal(ask(THERAPIST, { op: "resume", consumerId }))).toBe("accepted");
  });

  it("opens a thousand transports no faster than a client that reconnects, and disturbs nobody", async () => {
    await sendCamera(ANA);
    const open = vi.spyOn(node, "openTransport");
    const flood = Array.from({ length: 1_000 }, () =>
      refusal(media.handle(BRUNO, { op: "openTransport", direction: "send" })),
    );
    const outcomes = await Promise.all(flood);
    expect(new Set(outcomes)).toEqual(new Set(["accepted", "media/too_many"]));
    expect(open.mock.calls.length).toBeLessThanOrEqual(10);
    open.mockRestore();
    expect(await refusal((await openViewer(THERAPIST)).see(ANA))).toBe("accepted");
    nowMs += 60_000;
    expect(await refusal(media.handle(BRUNO, { op: "openTransport", direction: "send" }))).toBe("accepted");
  });

  it("keeps one consumer a picture, however often it is asked for", async () => {
    await sendCamera(ANA);
    const therapist = await openViewer(THERAPIST);
    const offers = await Promise.all(Array.from({ length: 30 }, () => therapist.see(ANA)));
    const last = offers.at(-1)?.consumerId ?? "";
    expect(await refusal(ask(THERAPIST, { op: "resume", consumerId: offers[0]?.consumerId ?? "" }))).toBe(
      "media/unknown",
    );
    expect(await refusal(ask(THERAPIST, { op: "resume", consumerId: last }))).toBe("accepted");
  });
});
