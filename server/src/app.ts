// The composition: every part of the server made once and put together. The only place that knows Colyseus's server and an in-process media node.
import "./platform/core-settings.ts";
import { defineRoom, defineServer, matchMaker, type ServerOptions } from "@colyseus/core";
import { createMediaNode, type MediaNodeOptions } from "@ensemble/media";
import type { MediaNode } from "@ensemble/shared/protocol/media-node.ts";
import type { DatabaseReach, Reach } from "@ensemble/shared/protocol/operator-report.ts";
import { ROOM_NAME } from "@ensemble/shared/protocol/room-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { Application } from "express";
import { createExerciseDayStore, readStreak } from "./care/index.ts";
import { createDemonstration, type Demonstration } from "./demo/index.ts";
import {
  createIdentify,
  createPersonStore,
  createSignInStore,
  judgeAudience,
  rememberOperators,
} from "./identity/index.ts";
import { listRoutes } from "./list-routes.ts";
import { offerTurn, openMediaNodes, type TurnServer, watchTurn } from "./media/index.ts";
import type { ExerciseCatalogue, ExerciseLibrary, ProtocolLibrary } from "./movement/index.ts";
import { createProcessDescription } from "./operator/index.ts";
import type { Config } from "./platform/config.ts";
import { askDatabaseTime, followDatabaseClock } from "./platform/database-clock.ts";
import { createDatabaseHealth } from "./platform/database-health.ts";
import { createDatabaseWatch } from "./platform/database-watch.ts";
import type { Keys } from "./platform/keys.ts";
import type { Logger } from "./platform/logger.ts";
import { createMetrics } from "./platform/metrics.ts";
import type { Database } from "./platform/open-database.ts";
import { readHealth } from "./platform/read-health.ts";
import { readReadiness } from "./platform/read-readiness.ts";
import { answerFailures, registerRoutes } from "./platform/register-routes.ts";
import { allowedOrigin } from "./platform/same-origin.ts";
import { serveClient, setSafetyHeaders } from "./platform/serve-client.ts";
import { createAuditReader, openRecordings, type Recordings } from "./recordings/index.ts";
import { createCommentStore, createCustody, createReviews } from "./review/index.ts";
import {
  chooseTransport,
  createCoreLogger,
  createSessionRoom,
  findReady,
  followConsents,
  gatherReports,
  scaleOut,
} from "./rooms/index.ts";
import {
  createCutOffJudge,
  createGroupSessionStore,
  createHeldBackSessions,
  createJournalStore,
  createLeaseStore,
  createLeaseWatch,
  createSessionProgressStore,
  createSummaryBudget,
  listSessions,
  measureJournal,
  measureLeases,
  openLiveSession,
  readSummary,
  watchOwners,
} from "./session/index.ts";

export interface AppParts {
  readonly config: Config;
  readonly keys: Keys;
  readonly database: Database;
  readonly library: ExerciseLibrary;
  readonly catalogue: ExerciseCatalogue;
  readonly protocols: ProtocolLibrary;
  readonly logger: Logger;
  readonly tls: { readonly certificate: string; readonly key: string } | undefined;
  /** This machine's addresses when it serves the local network. */
  readonly lanAddresses: readonly string[];
  readonly version: string;
  /** For tests; the real one is made here. */
  readonly media?: MediaNode;
}
export interface App {
  /** Serves; the port is the one that was taken when 0 was asked for. */
  readonly listen: (port: number, host: string) => Promise<number>;
  readonly close: () => Promise<void>;
  readonly demonstration: Demonstration;
  readonly transport: { readonly kind: "ws" | "uws"; readonly why: string | undefined };
  readonly inviteLink: (personId: string) => string;
  readonly recordings: Recordings;
}

export async function createApp(parts: AppParts): Promise<App> {
  const { config, keys, database, library, logger } = parts;
  const clock = await followDatabaseClock({
    ask: () => askDatabaseTime(database.pool),
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    logger,
  });
  const { nowMs } = clock;
  const people = createPersonStore(database.prisma, keys.fields);
  const signIns = createSignInStore(database.prisma);
  const identify = rememberOperators(createIdentify({ people, signIns, linkKey: keys.links, nowMs }), nowMs);
  const metrics = createMetrics(nowMs);
  const databaseHealth = createDatabaseHealth(database.pool, () => performance.now());
  const databaseWatch = createDatabaseWatch({
    read: databaseHealth.read,
    changed: (how) => {
      metrics.databaseWent(how);
      logger.warn({ how }, "the database has changed");
    },
    nowMs,
  });
  const suspectDatabase = (error: unknown) => {
    databaseHealth.failed(error);
    databaseWatch.suspect();
  };
  const leases = measureLeases(createLeaseStore(database.pool), metrics, suspectDatabase);
  const leaseWatch = createLeaseWatch(leases, () => performance.now());
  await leaseWatch.lookAround();
  const stores = {
    sessions: createGroupSessionStore(database.prisma),
    journal: measureJournal(createJournalStore(database.pool, keys), metrics, {
      suspect: suspectDatabase,
      written: databaseHealth.written,
    }),
    leases,
    leaseWatch,
    progress: createSessionProgressStore(database.pool),
  };
  const heldBack = createHeldBackSessions({ metrics, logger, monotonicMs: () => performance.now() });
  const days = createExerciseDayStore(database.prisma);
  const streakDaysOf = (participantId: ParticipantId) => readStreak(days, participantId, nowMs());
  const node = parts.media ?? (await openMedia(config, parts.lanAddresses, logger));
  node.subscribe((event) => {
    if (event.kind === "workerDied") metrics.mediaWorkerDied();
  });
  const media = offerTurn(node, turnServer(config), nowMs);
  const turnWatch = watchTurn({
    turn: turnServer(config),
    // Nodes of their own have addresses of their own.
    mediaHost: config.media.nodes ? undefined : config.media.announcedAddress,
    nowMs,
    changed: (url, answer) => {
      if (answer === "relays") logger.info({ url }, "the TURN server relays again");
      else logger.warn({ url, answer }, "people whose network is closed get no picture: the TURN server is not of use");
    },
  });
  const kept = await openRecordings({ config, keys, database, nowMs, logger });
  const demonstration = createDemonstration({ people, sessions: stores.sessions, nowMs });

  const namesOf = async (ids: readonly ParticipantId[]) =>
    new Map((await people.findPeople(ids)).map((person) => [person.personId, person.name]));
  const listFor = (personId: ParticipantId) => listSessions(stores, personId, namesOf);
  const summaryBudget = createSummaryBudget(() => performance.now());
  const summaryParts = {
    ...stores,
    budget: summaryBudget,
    heldBack,
    findPeople: people.findPeople,
    streakDaysOf,
    library,
    nowMs,
  };
  const reviews = createReviews({
    ...stores,
    comments: createCommentStore(database.pool, keys.fields),
    audit: kept.audit,
    recordings: kept.recordings,
    heldBack,
    library,
    namesOf,
    nowMs,
    monotonicMs: () => performance.now(),
  });
  const custody = createCustody({ ...stores, ...kept, namesOf, monotonicMs: () => performance.now() });
  const auditReader = createAuditReader({
    ...kept,
    namesOf,
    findClinicPeople: people.findClinicPeople,
    nowMs,
    monotonicMs: () => performance.now(),
  });
  const consentFollower = followConsents({
    find: kept.consents.find,
    failed: (error) => logger.warn({ err: error }, "standing consents cannot be looked up"),
  });
  let leaving = false;
  let stopWatching = () => {};
  const readWhole = () => readHealth(databaseWatch.read, media, parts.version);
  const chosen = await chooseTransport(config.transport, parts.tls, config.fronts, logger);
  const several = config.secrets.redisUrl !== undefined;
  if (several) metrics.usesRedis();
  let redis: Reach = { reachable: true };
  const redisWent = (how: "away" | "back") => {
    redis = how === "back" ? { reachable: true } : { reachable: false, sinceMs: nowMs() };
    metrics.redisWent(how);
  };
  const readRedis = () => (several ? redis : null);
  const description = createProcessDescription({
    processId: () => matchMaker.processId,
    publicAddress: config.publicAddress,
    transport: chosen.kind,
    version: parts.version,
    overview: metrics.overview,
    database: databaseWatch,
    redis: readRedis,
    media: {
      workers: config.media.workers,
      turn: config.media.turnUrls.length > 0,
      turnTrouble: turnWatch.trouble,
      health: media.health,
    },
    isLeaving: () => leaving,
    nowMs,
  });
  const reports = gatherReports({
    describe: description.describe,
    publicAddress: config.publicAddress,
    redis: readRedis,
    nowMs,
    logger,
  });
  const health = { readHealth: readWhole, isLeaving: () => leaving, mediaElsewhere: config.media.nodes };
  const readyProcesses = findReady({
    // One that knows it already says so at once: whoever asks does not wait for a database that hangs.
    isReady: async () => isKnownToWork(databaseWatch.known()) && (await readReadiness(health)) === "ready",
  });
  const isCutOff = createCutOffJudge({
    database: databaseWatch,
    isAnotherReady: async () => several && redis.reachable && (await readyProcesses.isThereAnother()),
  });
  const routes = listRoutes({
    health,
    metrics: { page: metrics.page, readHealth: readWhole, token: config.secrets.metrics },
    identity: [identify, { secure: parts.tls !== undefined || config.publicUrl?.startsWith("https:") === true, nowMs }],
    sessions: { list: listFor, summary: (id, viewerId) => readSummary(summaryParts, id, viewerId) },
    care: { days, listSessions: (identity) => listFor(identity.person.personId), nowMs },
    exercises: library,
    catalogue: parts.catalogue,
    protocols: parts.protocols,
    recordings: kept.recordings,
    audit: auditReader,
    reviews,
    custody,
    consents: [kept.consents, consentFollower.lookNow, () => performance.now()],
    operators: reports.gather,
    demonstration: config.demo.clinic ? [demonstration, identify.inviteLink] : undefined,
  });

  const room = createSessionRoom({
    findIdentity: identify.findIdentity,
    findGroupSession: stores.sessions.findGroupSession,
    openLiveSession: (groupSession, outputs) =>
      // By the name by which other processes can ask after this one.
      openLiveSession({
        groupSession,
        stores,
        heldBack,
        library,
        holder: matchMaker.processId,
        outputs,
        recordingOnRefusal: config.recordings.onRefusal,
        metrics,
        logger,
        isCutOff,
        nowMs,
      }),
    findPeople: people.findPeople,
    streakDaysOf,
    onSessionEnded: stores.sessions.recordEnd,
    nowMs,
    media,
    recordings: kept.recordings,
    consents: kept.consents,
    consentFollower,
    library,
    metrics,
    logger,
    allowedOrigin,
    isLeaving: () => leaving,
  });
  const options: ServerOptions = {
    transport: chosen.transport,
    greet: false,
    logger: createCoreLogger(logger, () => performance.now()),
    gracefullyShutdown: false,
    ...(config.publicAddress === undefined ? {} : { publicAddress: config.publicAddress }),
    ...(await scaleOut(config.secrets.redisUrl, logger, redisWent)),
    ...(several ? { selectProcessIdToCreateRoom: readyProcesses.chooseForRoom } : {}),
    express: (app: Application) => {
      setSafetyHeaders(app, parts.tls !== undefined);
      registerRoutes(app, routes, {
        findCaller: identify.findIdentity,
        judgeCaller: ({ person }, audience) => judgeAudience(person.role, audience),
        allowedOrigin,
      });
      serveClient(app, config.directories);
      answerFailures(app, logger, suspectDatabase);
    },
  };
  const server = defineServer({
    rooms: { [ROOM_NAME]: defineRoom(room).filterBy(["groupSessionId"]) },
    ...options,
  } as never);
  // Pages and server are one origin; nobody else is invited. Sessions are joined by who one is, not by tokens.
  matchMaker.controller.getCorsHeaders = () => ({}) as never;
  matchMaker.controller.DEFAULT_CORS_HEADERS = {} as never;
  matchMaker.controller.exposedMethods = ["joinOrCreate"];

  return {
    demonstration,
    transport: chosen,
    inviteLink: identify.inviteLink,
    recordings: kept.recordings,
    listen: async (port, host) => {
      const taken = await chosen.listen(() => server.listen(port, host));
      // Other processes' lines name this one by its process id.
      logger.info(
        {
          processId: matchMaker.processId,
          port: taken,
          transport: chosen.kind,
          why: chosen.why,
          version: parts.version,
        },
        "server listens",
      );
      if (several) {
        stopWatching = watchOwners({ leaseWatch, askAfter: matchMaker.healthCheckProcessId, logger });
        await Promise.all([reports.join(), readyProcesses.join()]);
      }
      return taken;
    },
    close: async () => {
      leaving = true;
      stopWatching();
      clock.stop();
      await reports.leave();
      await server.gracefullyShutdown(false);
      await consentFollower.close();
      await kept.close();
      databaseWatch.close();
      description.close();
      turnWatch.close();
      await media.close();
    },
  };
}

async function openMedia(config: Config, lanAddresses: readonly string[], logger: Logger): Promise<MediaNode> {
  const { redisUrl, media: secret } = config.secrets;
  if (!config.media.nodes || redisUrl === undefined || secret === undefined)
    return createMediaNode(mediaOptions(config, lanAddresses, logger));
  return openMediaNodes({ redisUrl, secret, report: (what, detail) => logger.warn({ detail }, what) });
}

function mediaOptions(config: Config, lanAddresses: readonly string[], logger: Logger): MediaNodeOptions {
  const { listenIp, announcedAddress, port, workers, workerBinary } = config.media;
  return {
    workers,
    workerBinary,
    // Each address is bound by itself: bound to all at once, the media server would fall back to TCP.
    listen: [{ ip: listenIp, announcedAddress, port }, ...lanAddresses.map((ip) => ({ ip, port }))],
    spare: true,
    report: (what, detail, groupSessionId) => logger.warn({ groupSessionId, detail }, what),
  };
}

function isKnownToWork(reach: DatabaseReach): boolean {
  return reach.reachable && reach.refusesWritesSinceMs === undefined;
}

function turnServer({ media, secrets }: Config): TurnServer | undefined {
  return secrets.turn === undefined ? undefined : { urls: media.turnUrls, secret: secrets.turn };
}
