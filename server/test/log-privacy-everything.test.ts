// Every route and every message a client has is fed once with marked words, over either transport, to two processes of which one dies, with
// audio and video on a media node of its own: no line of their logs has any of it. What a server takes besides, and how it fails, is fed
// in log-privacy.test.ts.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MESSAGE_LIMITS_BYTES, WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { RECORDING_AUDIENCE } from "@ensemble/shared/session/recording-consent.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type MediaNodeProcess, startMediaNode } from "../../scripts/cluster/media-node-process.ts";
import type { ServerProcess } from "../../scripts/cluster/server-process.ts";
import { type RunningRedis, startRedis } from "../../scripts/cluster/start-redis.ts";
import { type Cookies, type Findable, keepCookies, plantFindable } from "../../scripts/fuzz/findable.ts";
import { type HostileSeat, takeHostileSeat } from "../../scripts/fuzz/hostile-seat.ts";
import { nameOf, ROUTES } from "../../scripts/fuzz/listed-routes.ts";
import { isReached, type Reached, reachRoutes, rightPath } from "../../scripts/fuzz/reach-routes.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { cameraParameters, DTLS } from "./support/browser-media.ts";
import { clientWords } from "./support/client-words.ts";
import { nameTrialPeople } from "./support/name-trial-people.ts";
import { describeOverBothTransports } from "./support/over-both-transports.ts";
import { findLeaks, mark, parseLine } from "./support/search-log.ts";
import { startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

/** Their own words: what is fed last, because nothing is taken after it. */
const LAST = "command finishSession";
const TAKEN_OVER = { timeout: 60_000, interval: 1_000 };
const NO_FRAME = Buffer.from(mark("pose"));

describeOverBothTransports("the logs of processes through which everything has gone", ({ createServer }) => {
  let redis: RunningRedis;
  let node: MediaNodeProcess;
  let first: ServerProcess;
  let second: ServerProcess;
  let drop: (() => Promise<void>) | undefined;
  let logDirectory: string;
  let findable: Findable;
  let cookies: Cookies;
  const said: string[] = [];
  const secrets: string[] = [];
  const reached: Reached[] = [];
  const fed = new Set<string>();
  const seats: HostileSeat[] = [];

  const linesOf = (name: string) =>
    readFileSync(join(logDirectory, name), "utf8")
      .split("\n")
      .filter((line) => line !== "");
  const records = (lines: readonly string[]) => lines.filter((line) => parseLine(line) !== undefined);
  const ids = { annotationId: crypto.randomUUID(), participantId: "" };

  const takeSeat = async (url: string, caller: "therapist" | "patient") => {
    const cookie = (await cookies.of(caller)) ?? "";
    const seat = await takeHostileSeat(url, findable.groupSessionId, cookie, () => undefined);
    seats.push(seat);
    return seat;
  };
  const done = async (seat: HostileSeat, command: object) =>
    expect(await seat.command(command), JSON.stringify(command)).toMatchObject({ applied: true });

  /** A class that has moved, with recordings and drawings, a private word, and a device that was looked at. */
  const live = async (therapist: HostileSeat, patient: HostileSeat) => {
    const { personId } = findable;
    ids.participantId = personId;
    const told = { place: mark("Elm Street 4"), emergencyContact: mark("0171 555") };
    await done(patient, { name: "stateWhereabouts", ...told });
    const check = { camera: "dark", microphone: "quiet", speaker: "unheard", line: "weak", lineCause: "radio" };
    patient.send(WIRE.deviceCheck, check);
    patient.send(WIRE.framing, { framing: "too_dark" });
    await sendCamera(patient);
    await done(therapist, { name: "runRecording", running: true });
    await done(patient, { name: "answerRecording", given: true, audience: RECORDING_AUDIENCE });
    const drawing = { annotationId: ids.annotationId, tool: "angle" };
    const points = [
      [100, 100],
      [200, 200],
      [300, 100],
    ];
    therapist.send(WIRE.pointing, { kind: "stroke", participantId: personId, ...drawing, points });
    const annotation = { ...drawing, points, stays: true };
    await done(therapist, { name: "drawAnnotation", participantId: personId, annotation });
    await done(therapist, { name: "movePrivateWord", participantId: personId });
    await done(therapist, { name: "movePrivateWord", participantId: null });
  };

  const sendCamera = async (patient: HostileSeat) => {
    const opened = (await patient.request(WIRE.media, { op: "openTransport", direction: "send" })) as {
      answer: { id: string; iceParameters: { usernameFragment: string; password: string } };
    };
    const { id: transportId, iceParameters } = opened.answer;
    secrets.push(iceParameters.usernameFragment, iceParameters.password);
    const media = (asked: object) => patient.request(WIRE.media, { transportId, ...asked });
    expect(await media({ op: "connectTransport", dtlsParameters: DTLS })).toHaveProperty("answer");
    const produce = { op: "produce", source: "camera", widthPixels: 640 };
    const camera = { ...cameraParameters(), rtcp: { cname: mark("camera") } };
    // The media worker's own refusal quotes what it was given.
    const parameters = { apt: mark("apt"), "x-said": mark("parameter") };
    const refused = camera.codecs.map((codec) => ({ ...codec, parameters }));
    expect(await media({ ...produce, rtpParameters: { ...camera, codecs: refused } })).toHaveProperty("refused");
    expect(await media({ ...produce, rtpParameters: camera })).toHaveProperty("answer");
  };

  /** Of each kind of message some, from a therapist and from a patient, wherever a text may stand a marked one. */
  const sayEverything = async (therapist: HostileSeat, patient: HostileSeat) => {
    const words = clientWords([mark("text"), mark("another text"), findable.personId, ids.annotationId]);
    const last = words.filter(({ kind }) => kind === LAST);
    for (const { kind, type, value } of [...words.filter((word) => word.kind !== LAST), ...last.slice(0, 1)]) {
      for (const seat of [patient, therapist]) {
        if (type === WIRE.command) await seat.command(value as object);
        else if (type === WIRE.hello || type === WIRE.media) await seat.request(type, value).catch(() => undefined);
        else seat.send(type, value);
        fed.add(kind);
      }
    }
    for (const seat of [patient, therapist]) seat.sendBytes(WIRE.pose, NO_FRAME);
    fed.add(WIRE.pose);
    // Whoever is still answered has had all of it read.
    for (const seat of [patient, therapist]) await seat.greet();
  };

  /** Every route once as it should be asked, and once with nothing as it should be. */
  const askEverything = async (url: string) => {
    reached.push(await reachRoutes(url, findable, cookies, mark("a comment")));
    for (const route of ROUTES) {
      const marked = rightPath(route.path, findable).replace(/[^/]+$/, (name) =>
        route.path.includes(":") ? mark(name) : name,
      );
      for (const path of new Set([marked, rightPath(route.path, findable)])) {
        const response = await fetch(`${url}${path}?${mark("query")}`, {
          method: route.method,
          headers: { "content-type": "application/json", cookie: (await cookies.of("therapist")) ?? "" },
          ...(route.method === "POST" ? { body: JSON.stringify({ [mark("field")]: mark("value") }) } : {}),
        });
        await response.text();
        if (nameOf(route) === "POST /api/sign-out") cookies.forget("therapist");
      }
    }
  };

  beforeAll(async () => {
    const plainFetch = globalThis.fetch;
    vi.stubGlobal("fetch", async (...request: Parameters<typeof fetch>) => {
      const response = await plainFetch(...request);
      const secret = /^[^=]+=([^;]+)/.exec(response.headers.get("set-cookie") ?? "")?.[1];
      if (secret !== undefined) secrets.push(secret);
      return response;
    });
    const environment = await testEnvironment();
    drop = environment.drop;
    logDirectory = environment.env.ENSEMBLE_DATA_DIR ?? "";
    const databaseUrl = environment.env.DATABASE_URL ?? "";
    const keys = await loadKeys(join(logDirectory, "keys.json"));
    secrets.push(...[keys.links, keys.fields, keys.poses].map((key) => key.toString("base64")));
    await nameTrialPeople(databaseUrl, keys);
    redis = await startRedis();
    const media = { REDIS_URL: redis.url, MEDIA_SECRET: mark("secret".repeat(8)) };
    const { MEDIASOUP_WORKER_BIN = "" } = environment.env;
    node = await startMediaNode("logged", { ...media, MEDIASOUP_WORKER_BIN, LOG_LEVEL: "trace" }, (line) =>
      said.push(line),
    );
    const env = {
      ...{ ...environment.env, ...media, MEDIA_NODES: "1", LOG_LEVEL: "trace" },
      ...{ TURN_URLS: "turn:turn.example.org:3478", TURN_SECRET: mark("turn"), METRICS_TOKEN: mark("metrics-token") },
    };
    first = await createServer(env, { logFile: join(logDirectory, "first.log") });
    second = await createServer(env, { logFile: join(logDirectory, "second.log") });
    // Not at once: the one that is there first has the class.
    await first.start();
    await second.start();

    const group = await startSimulatedClass(first.url, 1);
    expect(group.patients[0]?.participant.me.name).toBe(mark("name of trial-ana"));
    await group.startSet("squat", 1);
    await group.waitUntilMoved();
    const setId = group.therapist.participant.state()?.setId ?? "";
    await group.therapist.participant.link.command({ name: "finishSet" });
    group.close();
    const moved = { created: group.created, setId };
    // What is asked for once is destroyed by it.
    const plant = () => plantFindable({ databaseUrl, dataDirectory: logDirectory, keys, moved });
    findable = await plant();
    secrets.push(...Object.values(findable.links));
    cookies = keepCookies(first.url, findable.links);

    const [therapist, patient] = [await takeSeat(first.url, "therapist"), await takeSeat(first.url, "patient")];
    await therapist.greet();
    await patient.greet();
    await live(therapist, patient);
    await askEverything(first.url);
    findable = await plant();
    await askEverything(second.url);
    // Whoever had the class, the other one takes it over.
    await first.kill();
    cookies = keepCookies(second.url, findable.links);
    const again = await vi.waitFor(() => takeSeat(second.url, "therapist"), TAKEN_OVER);
    const patientAgain = await takeSeat(second.url, "patient");
    await again.greet();
    await patientAgain.greet();
    await sayEverything(again, patientAgain);
    for (const seat of seats) seat.close();
    await second.stop();
    await node.stop();
  }, 300_000);
  afterAll(async () => {
    vi.unstubAllGlobals();
    for (const seat of seats) seat.close();
    await second?.stop();
    await first?.stop();
    await node?.stop();
    await redis?.stop();
    await drop?.();
  });

  it("are of a server that answered every route, whoever may ask for what is there", () => {
    expect(reached).toHaveLength(2);
    for (const answers of reached) {
      expect(Object.keys(answers).toSorted()).toEqual(ROUTES.map(nameOf).toSorted());
      expect(Object.entries(answers).filter(([, how]) => !isReached(how))).toEqual([]);
    }
  });

  it("are of a server that was told every message a client has", () => {
    const types = new Set([...fed].map((kind) => kind.split(" ")[0]));
    expect([...types].toSorted()).toEqual(Object.keys(MESSAGE_LIMITS_BYTES).toSorted());
    expect([...fed]).toEqual(expect.arrayContaining(clientWords([]).map(({ kind }) => kind)));
  });

  it.each(["first.log", "second.log"])("have none of it, no secret, and nothing about anybody's health: %s", (name) => {
    const lines = linesOf(name);
    expect(records(lines).map((line) => parseLine(line)?.msg)).toContain("server listens");
    expect(records(lines).length).toBeGreaterThan(5);
    expect(secrets.length).toBeGreaterThan(10);
    expect(findLeaks(lines, secrets)).toEqual([]);
  });

  it("have none of it either on the media node, which refused something and says so", () => {
    const words = said.map((line) => parseLine(line)?.msg);
    expect(words).toContain("media node listens");
    expect(words).toContain("the media worker refused a request");
    expect(findLeaks(said, secrets)).toEqual([]);
  });
});
