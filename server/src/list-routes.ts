// Every HTTP route there is, as one table: the app registers it, and whatever asks for all of them reads it.
import { careRoutes } from "./care/index.ts";
import { demonstrationRoutes } from "./demo/index.ts";
import { type Identity, identityRoutes } from "./identity/index.ts";
import { exerciseRoutes, libraryRoutes, protocolRoutes } from "./movement/index.ts";
import { operatorRoutes } from "./operator/index.ts";
import { healthRoutes } from "./platform/health-route.ts";
import type { HttpRoute } from "./platform/http-route.ts";
import { metricsRoutes } from "./platform/metrics-route.ts";
import { auditRoutes, recordingRoutes, standingConsentRoutes } from "./recordings/index.ts";
import { custodyRoutes, reviewRoutes } from "./review/index.ts";
import { sessionRoutes } from "./session/index.ts";

/** What is behind the routes, each group's as its file takes it. */
export interface RouteParts {
  readonly health: Parameters<typeof healthRoutes>[0];
  readonly metrics: Parameters<typeof metricsRoutes>[0];
  readonly identity: Parameters<typeof identityRoutes>;
  readonly sessions: Parameters<typeof sessionRoutes>[0];
  readonly care: Parameters<typeof careRoutes>[0];
  readonly exercises: Parameters<typeof exerciseRoutes>[0];
  readonly catalogue: Parameters<typeof libraryRoutes>[0];
  readonly protocols: Parameters<typeof protocolRoutes>[0];
  readonly recordings: Parameters<typeof recordingRoutes>[0];
  readonly audit: Parameters<typeof auditRoutes>[0];
  readonly reviews: Parameters<typeof reviewRoutes>[0];
  readonly custody: Parameters<typeof custodyRoutes>[0];
  readonly consents: Parameters<typeof standingConsentRoutes>;
  readonly operators: Parameters<typeof operatorRoutes>[0];
  /** Undefined where there is no demo clinic: its routes are not there either. */
  readonly demonstration: Parameters<typeof demonstrationRoutes> | undefined;
}

export function listRoutes(parts: RouteParts): readonly HttpRoute<Identity>[] {
  return [
    ...healthRoutes<Identity>(parts.health),
    ...metricsRoutes<Identity>(parts.metrics),
    ...identityRoutes(...parts.identity),
    ...sessionRoutes<Identity>(parts.sessions),
    ...careRoutes(parts.care),
    ...exerciseRoutes<Identity>(parts.exercises),
    ...libraryRoutes<Identity>(parts.catalogue),
    ...protocolRoutes<Identity>(parts.protocols),
    ...recordingRoutes<Identity>(parts.recordings),
    ...auditRoutes<Identity>(parts.audit),
    ...reviewRoutes<Identity>(parts.reviews),
    ...custodyRoutes<Identity>(parts.custody),
    ...standingConsentRoutes<Identity>(...parts.consents),
    ...operatorRoutes<Identity>(parts.operators),
    ...(parts.demonstration === undefined ? [] : demonstrationRoutes<Identity>(...parts.demonstration)),
  ];
}
