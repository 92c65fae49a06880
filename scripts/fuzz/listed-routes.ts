// The HTTP routes as the server registers them, with nothing behind them: their methods, paths, audiences and bodies are all that is read here.
import { listRoutes, type RouteParts } from "../../server/src/list-routes.ts";
import type { HttpRoute } from "../../server/src/platform/http-route.ts";

export type ListedRoute = Pick<HttpRoute<unknown>, "method" | "path" | "audience" | "body">;

/** Whatever is read of it or called on it is it again: a group of routes may look at what it will serve while it is made. */
const NOTHING: unknown = new Proxy(() => NOTHING, { get: () => NOTHING });

const PARTS: RouteParts = {
  ...{ health: NOTHING, metrics: NOTHING, sessions: NOTHING, care: NOTHING, exercises: NOTHING, catalogue: NOTHING },
  ...{ protocols: NOTHING, audit: NOTHING, reviews: NOTHING, custody: NOTHING, operators: NOTHING },
  ...{ identity: [NOTHING, NOTHING], recordings: [NOTHING, NOTHING], demonstration: [NOTHING, NOTHING] },
  consents: [NOTHING, NOTHING, NOTHING],
} as unknown as RouteParts;

export const ROUTES: readonly ListedRoute[] = listRoutes(PARTS);

/** By which a route is told. */
export function nameOf({ method, path }: ListedRoute): string {
  return `${method} ${path}`;
}
