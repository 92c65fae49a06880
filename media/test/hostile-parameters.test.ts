// Whatever a client sends, the schemas at the edge and the worker behind them must leave the other seats undisturbed.
import type { MediaNode, MediaNodeEvent, MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import { dtlsParameters, rtpCapabilities, rtpParameters } from "@ensemble/shared/protocol/media-parameters.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createMediaNode } from "../src/index.ts";
import { cameraParameters, DTLS, microphoneParameters } from "./browser-parameters.ts";

const CLASS = "class" as GroupSessionId;
const ana: MediaSeat = { groupSessionId: CLASS, participantId: "ana" as ParticipantId };
const mallory: MediaSeat = { groupSessionId: CLASS, participantId: "mallory" as ParticipantId };

let node: MediaNode;
let anasProducer: string;
const events: MediaNodeEvent[] = [];
/** Requests that came through the schemas to the worker. */
let reached = 0;

beforeAll(async () => {
  node = await createMediaNode({
    workers: 1,
    workerBinary: inject("mediaWorker"),
    listen: [{ ip: "127.0.0.1" }],
    report: () => undefined,
  });
  node.subscribe((event) => events.push(event));
  await node.openSession(CLASS, 1);
  const { id } = await node.openTransport(ana, "send");
  anasProducer = (await node.produce(ana, { transportId: id, source: "camera", rtpParameters: cameraParameters() }))
    .producerId;
});
afterAll(() => node.close());

/** A value put in the place of another somewhere inside. */
const oddity = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    "",
    0,
    -1,
    1,
    127,
    128,
    255,
    256,
    65_536,
    4_294_967_295,
    4_294_967_296,
    2 ** 53,
    1.5,
  ),
  fc.constantFrom(
    "VP8",
    "video/VP8",
    "video/rtx",
    "audio/opus",
    "L1T3",
    "L3T3",
    "r0",
    "\u0000",
    "a".repeat(5_000),
    {},
    [],
  ),
  fc.constantFrom("urn:ietf:params:rtp-hdrext:sdes:mid", "urn:3gpp:video-orientation", "__proto__"),
  fc.integer(),
  fc.string(),
  fc.jsonValue({ maxDepth: 3 }),
);
const mutations = fc.array(fc.tuple(fc.nat(), oddity, fc.constantFrom("replace", "delete", "repeat")), {
  minLength: 1,
  maxLength: 4,
});
type Mutation = readonly [number, unknown, string];

it("refuses or carries generated RTP parameters, and the camera of another goes on", async () => {
  const base = fc.constantFrom(cameraParameters(5_000, "7"), microphoneParameters(6_000));
  await fc.assert(
    fc.asyncProperty(base, mutations, fc.constantFrom("camera", "microphone"), async (parameters, changes, source) => {
      const parsed = rtpParameters.safeParse(mutate(parameters, changes));
      if (!parsed.success) return;
      const { id: transportId } = await node.openTransport(mallory, "send");
      await acceptOrRefuse(node.produce(mallory, { transportId, source, rtpParameters: parsed.data }));
    }),
    { numRuns: 1_500 },
  );
  await expectUndisturbed();
});

it("refuses or carries generated RTP capabilities, and the camera of another goes on", async () => {
  const { rtpCapabilities: capabilities } = await node.openSession(CLASS, 1);
  const { id: transportId } = await node.openTransport(mallory, "receive");
  await fc.assert(
    fc.asyncProperty(mutations, async (changes) => {
      const parsed = rtpCapabilities.safeParse(mutate(capabilities, changes));
      if (!parsed.success) return;
      const offer = await acceptOrRefuse(
        node.consume(mallory, { transportId, producerId: anasProducer, rtpCapabilities: parsed.data }),
      );
      if (!offer) return;
      await acceptOrRefuse(node.resumeConsumer(mallory, offer.consumerId));
      await node.closeConsumer(mallory, offer.consumerId);
    }),
    { numRuns: 1_000 },
  );
  await expectUndisturbed();
});

it("refuses or carries generated DTLS parameters, and the camera of another goes on", async () => {
  await fc.assert(
    fc.asyncProperty(mutations, async (changes) => {
      const parsed = dtlsParameters.safeParse(mutate(DTLS, changes));
      if (!parsed.success) return;
      const { id } = await node.openTransport(mallory, "receive");
      await acceptOrRefuse(node.connectTransport(mallory, id, parsed.data));
    }),
    { numRuns: 500 },
  );
  await expectUndisturbed();
});

async function acceptOrRefuse<Result>(attempt: Promise<Result>): Promise<Result | undefined> {
  reached += 1;
  return attempt.catch((error: unknown) => {
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).code).not.toBe("media/away");
    return undefined;
  });
}

async function expectUndisturbed(): Promise<void> {
  expect(reached).toBeGreaterThan(20);
  reached = 0;
  expect(await node.health()).toEqual({ status: "ok" });
  expect(events.filter(({ kind }) => kind === "workerDied" || kind === "sessionLost")).toEqual([]);
  await node.pauseProducer(ana, anasProducer);
  await node.resumeProducer(ana, anasProducer);
}

/** The value with some of its parts, found by number, replaced, removed or doubled. */
function mutate(value: unknown, changes: readonly Mutation[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const [position, odd, how] of changes) {
    const places = placesIn(copy);
    const place = places[position % places.length];
    if (!place) continue;
    const { owner, key } = place;
    if (how === "replace") owner[key] = structuredClone(odd);
    else if (how === "delete") delete owner[key];
    else if (Array.isArray(owner)) owner.push(structuredClone(owner[Number(key)]));
  }
  return JSON.parse(JSON.stringify(copy));
}

interface Place {
  readonly owner: Record<string, unknown>;
  readonly key: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const owner = value as Record<string, unknown>;
  return Object.keys(owner).flatMap((key) => [{ owner, key }, ...placesIn(owner[key])]);
}
