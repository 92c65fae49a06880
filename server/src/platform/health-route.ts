// Whether this process lives, whether it takes new work, and which part is down if not. Nothing here needs a sign-in or names a person.
import type { Health, Readiness } from "@ensemble/shared/protocol/http-messages.ts";
import { type HttpRoute, openRoute } from "./http-route.ts";

export interface HealthParts {
  readonly readHealth: () => Promise<Health>;
  /** It has been asked to end: what runs moves away, and nothing new is taken. */
  readonly isLeaving: () => boolean;
}

export function healthRoutes<Caller>({ readHealth, isLeaving }: HealthParts): readonly HttpRoute<Caller>[] {
  return [
    // For whoever restarts what does not answer: a database that is away is no reason to.
    openRoute<Caller>({ method: "GET", path: "/livez", handle: async () => ({ status: 200, body: { alive: true } }) }),
    // For whoever sends people here.
    openRoute<Caller>({
      method: "GET",
      path: "/readyz",
      handle: async () => {
        const readiness = judgeReadiness(await readHealth(), isLeaving());
        return { status: readiness.ready ? 200 : 503, body: readiness };
      },
    }),
    openRoute<Caller>({
      method: "GET",
      path: "/healthz",
      handle: async () => {
        const health = await readHealth();
        return { status: health.status === "ok" ? 200 : 503, body: health };
      },
    }),
  ];
}

function judgeReadiness({ database, media }: Health, leaving: boolean): Readiness {
  if (leaving) return { ready: false, reason: "leaving" };
  if (database.status !== "ok") return { ready: false, reason: "database" };
  return media.status === "ok" ? { ready: true } : { ready: false, reason: "media" };
}
