// What is kept of a patient in a class over HTTP, and what its therapists decide over it.
import {
  type DestroyBody,
  destroyBody,
  type HoldBody,
  holdBody,
  type ReleaseBody,
  releaseBody,
} from "@ensemble/shared/protocol/custody-messages.ts";
import { type HttpRoute, signedInRoute } from "../platform/http-route.ts";
import type { Reviewer } from "./admit-reviewer.ts";
import type { Custody } from "./custody.ts";

interface Caller {
  readonly person: Reviewer;
}

const PATH = "/api/sessions/:id/review/:personId/recordings";

export function custodyRoutes<C extends Caller>(custody: Custody): readonly HttpRoute<C>[] {
  return [
    signedInRoute<C>({
      method: "GET",
      path: PATH,
      handle: async ({ caller, params }) => ({
        body: await custody.read(caller.person, params.id ?? "", params.personId ?? ""),
      }),
    }),
    signedInRoute<C, HoldBody>({
      method: "POST",
      path: `${PATH}/hold`,
      body: holdBody,
      handle: async ({ caller, params, body }) => ({
        body: await custody.hold(caller.person, params.id ?? "", params.personId ?? "", body),
      }),
    }),
    signedInRoute<C, ReleaseBody>({
      method: "POST",
      path: `${PATH}/release`,
      body: releaseBody,
      handle: async ({ caller, params, body }) => ({
        body: await custody.release(caller.person, params.id ?? "", params.personId ?? "", body),
      }),
    }),
    signedInRoute<C, DestroyBody>({
      method: "POST",
      path: `${PATH}/destroy`,
      body: destroyBody,
      handle: async ({ caller, params, body }) => ({
        body: await custody.destroy(caller.person, params.id ?? "", params.personId ?? "", body),
      }),
    }),
  ];
}
