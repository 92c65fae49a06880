// Whether this process lives, whether it takes new work, and which part is down if not. Nothing here needs a sign-in or names a person.
import type { Readiness } from "@ensemble/shared/protocol/http-messages.ts";
import { type HttpRoute, openRoute } from "./http-route.ts";
import { type HealthParts, readReadiness } from "./read-readiness.ts";

export function healthRoutes<Caller>(parts: HealthParts): readonly HttpRoute<Caller>[] {
  return [
    // For whoever restarts what does not answer: a database that is away is no reason to.
    openRoute<Caller>({ method: "GET", path: "/livez", handle: async () => ({ status: 200, body: { alive: true } }) }),
    // For whoever sends people here.
    openRoute<Caller>({
      method: "GET",
      path: "/readyz",
      handle: async () => {
        const found = await readReadiness(parts);
        const body: Readiness = found === "ready" ? { ready: true } : { ready: false, reason: found };
        return { status: body.ready ? 200 : 503, body };
      },
    }),
    openRoute<Caller>({
      method: "GET",
      path: "/healthz",
      handle: async () => {
        const health = await parts.readHealth();
        return { status: health.status === "ok" ? 200 : 503, body: health };
      },
    }),
  ];
}
