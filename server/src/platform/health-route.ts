// Whether this process lives, whether it takes new work, and which part is down if not. Nothing here needs a sign-in or names a person.
import type { Health, Readiness } from "@ensemble/shared/protocol/http-messages.ts";
import { type HttpRoute, openRoute } from "./http-route.ts";
import { judgeReadiness } from "./readiness-rules.ts";

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
        const { database, media } = await readHealth();
        const up = { database: database.status === "ok", media: media.status === "ok" };
        const found = judgeReadiness({ leaving: isLeaving(), ...up });
        const body: Readiness = found === "ready" ? { ready: true } : { ready: false, reason: found };
        return { status: body.ready ? 200 : 503, body };
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
