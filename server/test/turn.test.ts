// Credentials that the server makes for its members, at a TURN server that speaks the real protocol: who gets them, until when they hold,
// and what is said of a TURN server that is set up wrongly or is away.
import { createServer, type Server } from "node:net";
import { createMediaNode } from "@ensemble/media";
import type { MediaAnswers, MediaRequest } from "@ensemble/shared/protocol/media-messages.ts";
import type { MediaNode } from "@ensemble/shared/protocol/media-node.ts";
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createSessionMedia, offerTurn } from "../src/media/index.ts";
import { createTurnCredentials } from "../src/media/turn/turn-credentials.ts";
import { askTurn, type TurnQuestion } from "../src/media/turn/turn-gateway.ts";
import { type FakeTurn, openFakeTurn } from "./support/fake-turn.ts";
import { refusal } from "./support/refusal.ts";

const SECRET = "north-of-the-lake";
const ANA = "demo-ana" as ParticipantId;
const HERE = { host: "127.0.0.1", port: 9 };
const TWO_HOURS_MS = 2 * 60 * 60 * 1_000;

describe("a TURN server", () => {
  let turn: FakeTurn;
  let nowMs = Date.UTC(2026, 10, 27);
  beforeAll(async () => {
    turn = await openFakeTurn({ secret: SECRET, nowMs: () => nowMs });
  });
  afterAll(() => turn.close());

  const ask = (change: Partial<TurnQuestion> & { readonly secret?: string } = {}) => {
    const { secret = SECRET, ...rest } = change;
    const credentials = createTurnCredentials(secret, ANA, nowMs);
    return askTurn({
      url: turn.urls.tcp,
      credentials,
      media: HERE,
      withinMs: 5_000,
      trusted: turn.certificate,
      ...rest,
    });
  };

  it.each(["tcp", "tls", "udp"] as const)(
    "relays to the media node for whoever comes over %s with our credentials",
    async (way) => {
      expect(await ask({ url: turn.urls[way] })).toBe("relays");
    },
  );

  it("refuses credentials of another secret", async () => {
    expect(await ask({ secret: "south" })).toBe("refuses");
    expect(turn.allocated().slice(-2)).toEqual(["401", "401"]);
  });

  it("refuses credentials of somebody else's, and a time that was made longer", async () => {
    const { username, credential } = createTurnCredentials(SECRET, ANA, nowMs);
    expect(await ask({ credentials: { username: username.replace("ana", "bruno"), credential } })).toBe("refuses");
    expect(await ask({ credentials: { username: `9${username}`, credential } })).toBe("refuses");
  });

  it("takes credentials for two hours, and no longer", async () => {
    const credentials = createTurnCredentials(SECRET, ANA, nowMs);
    nowMs += TWO_HOURS_MS;
    expect(await ask({ credentials })).toBe("relays");
    nowMs += 1_000;
    expect(await ask({ credentials })).toBe("refuses");
    expect(await ask()).toBe("relays");
  });

  it("is said not to be trusted where its certificate is not", async () => {
    expect(await askTurn({ ...base(), url: turn.urls.tls })).toBe("untrusted");
  });

  it("is said to forbid the media node where it does not relay there", async () => {
    expect(await ask({ media: { host: "192.0.2.1", port: 9 } })).toBe("forbids");
  });

  const base = () => ({ credentials: createTurnCredentials(SECRET, ANA, nowMs), media: HERE, withinMs: 5_000 });
});

describe("what is no TURN server", () => {
  let mute: Server;
  let port: number;
  beforeAll(async () => {
    mute = createServer((socket) => socket.on("error", () => undefined));
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    port = (mute.address() as { port: number }).port;
  });
  afterAll(() => mute.close());
  const credentials = createTurnCredentials(SECRET, ANA, 0);

  it("is said to be silent when it takes the connection and says nothing: nobody waits for it", async () => {
    const url = `turn:127.0.0.1:${port}?transport=tcp`;
    expect(await askTurn({ url, credentials, media: HERE, withinMs: 300 })).toBe("silent");
  });

  it("is said to be silent when nothing is there", async () => {
    const turn = await openFakeTurn({ secret: SECRET });
    const { tcp, tls, udp } = turn.urls;
    await turn.close();
    for (const url of [tcp, tls, udp])
      expect(await askTurn({ url, credentials, media: HERE, withinMs: 1_000 })).toBe("silent");
  });
});

describe("a class", () => {
  const CLASS = "class" as GroupSessionId;
  const FACTS: readonly SessionFact[] = [
    {
      kind: "sessionOpened",
      groupSessionId: CLASS,
      members: [{ participantId: ANA, role: "patient", mark: 0, simulated: false }],
      pictureMode: "therapistOnly",
    },
    { kind: "participantJoined", participantId: ANA },
    { kind: "sessionEnded" },
  ];
  let node: MediaNode;
  let turn: FakeTurn;
  let nowMs = Date.UTC(2026, 10, 27);
  beforeAll(async () => {
    const workerBinary = inject("mediaWorker");
    node = await createMediaNode({ workers: 1, workerBinary, listen: [{ ip: "127.0.0.1" }], report: () => undefined });
    turn = await openFakeTurn({ secret: SECRET, nowMs: () => nowMs });
  });
  afterAll(async () => {
    await turn.close();
    await node.close();
  });

  const openClass = (facts: number) => {
    const state = foldEntries(
      createSessionState(CLASS),
      FACTS.slice(0, facts).map((fact, index) => ({ sequence: index + 1, epoch: 1, atMs: 0, fact })),
    );
    const media = createSessionMedia({
      node: offerTurn(node, { urls: [turn.urls.tcp], secret: SECRET }, () => nowMs),
      groupSessionId: CLASS,
      state: () => state,
      epoch: () => 1,
      nowMs: () => 0,
      schedule: () => () => undefined,
      tell: () => undefined,
      report: (what, detail) => expect.unreachable(`${what} ${String(detail)}`),
    });
    const ask = async <Op extends MediaRequest["op"]>(who: ParticipantId, request: Extract<MediaRequest, { op: Op }>) =>
      (await media.handle(who, request)) as MediaAnswers[Op];
    return { ask, close: media.close };
  };
  const tryOut = async (servers: MediaAnswers["restartIce"]["iceServers"]) => {
    const [url, { username, credential }] = [
      servers?.[0]?.urls[0] ?? "",
      servers?.[0] ?? { username: "", credential: "" },
    ];
    return askTurn({ url, credentials: { username, credential }, media: HERE, withinMs: 5_000 });
  };

  it("gives members what the TURN server takes, and with a restart of ICE anew, because it runs out", async () => {
    const { ask, close } = openClass(2);
    const { id: transportId, iceServers } = await ask<"openTransport">(ANA, { op: "openTransport", direction: "send" });
    expect(await tryOut(iceServers)).toBe("relays");
    nowMs += TWO_HOURS_MS + 1_000;
    expect(await tryOut(iceServers)).toBe("refuses");
    const again = await ask<"restartIce">(ANA, { op: "restartIce", transportId });
    expect(await tryOut(again.iceServers)).toBe("relays");
    await close();
  });

  it("gives nothing to who is no member, and nothing once it is over", async () => {
    const open = openClass(2);
    const stranger = "stranger" as ParticipantId;
    const asked = { op: "openTransport", direction: "receive" } as const;
    expect(await refusal(open.ask<"openTransport">(stranger, asked))).toBe("media/not_allowed");
    await open.close();
    const over = openClass(3);
    expect(await refusal(over.ask<"openTransport">(ANA, asked))).toBe("media/not_now");
    await over.close();
  });
});
