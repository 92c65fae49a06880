// Is this server fit to serve, and if not, which part is down. Nothing here needs a sign-in or names a person.
import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import { type HttpRoute, openRoute } from "./http-route.ts";

export function healthRoute<Caller>(read: () => Promise<Health>): HttpRoute<Caller> {
  return openRoute<Caller>({
    method: "GET",
    path: "/healthz",
    handle: async () => {
      const health = await read();
      return { status: health.status === "ok" ? 200 : 503, body: health };
    },
  });
}
