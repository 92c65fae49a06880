// The metrics, for programs on this machine and for whoever has the token: they say how much a clinic does, which is nobody else's affair.
import { createHash, timingSafeEqual } from "node:crypto";
import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { type HttpRoute, openRoute } from "./http-route.ts";
import type { MetricsPage } from "./metrics.ts";

export function metricsRoutes<Caller>(parts: {
  readonly page: MetricsPage;
  readonly readHealth: () => Promise<Health>;
  /** Undefined: only this machine reads them. */
  readonly token: string | undefined;
}): readonly HttpRoute<Caller>[] {
  const { page, readHealth, token } = parts;
  return [
    openRoute<Caller>({
      method: "GET",
      path: "/metrics",
      handle: async ({ fromThisMachine, authorization }) => {
        if (!fromThisMachine && !bears(authorization, token)) throw new DomainError("metrics/not_allowed");
        return { text: await page.render(await readHealth()), headers: { "content-type": page.contentType } };
      },
    }),
  ];
}

/** Digests are of one length, and comparing them tells nothing of how much was right. */
function bears(authorization: string | undefined, token: string | undefined): boolean {
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (given === undefined || token === undefined) return false;
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
