// Signing in by personal link, signing out, and who I am.
import { type Me, signInBody } from "@ensemble/shared/protocol/http-messages.ts";
import { type HttpRoute, openRoute, signedInRoute } from "../platform/http-route.ts";
import { COOKIE_NAME, type Identify } from "./identify.ts";
import type { Identity } from "./person.ts";

export function identityRoutes(
  identify: Identify,
  options: { readonly secure: boolean; readonly nowMs: () => number },
): readonly HttpRoute<Identity>[] {
  const cookie = (secret: string, maxAgeSeconds: number) =>
    `${COOKIE_NAME}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${options.secure ? "; Secure" : ""}`;
  return [
    openRoute({
      method: "POST",
      path: "/api/sign-in",
      body: signInBody,
      handle: async ({ body }) => {
        const { secret, identity } = await identify.signIn(body.link);
        const seconds = Math.floor((identity.expiresAtMs - options.nowMs()) / 1000);
        return { body: describeMe(identity), headers: { "set-cookie": cookie(secret, seconds) } };
      },
    }),
    signedInRoute<Identity>({
      method: "POST",
      path: "/api/sign-out",
      audience: "signedIn",
      handle: async ({ caller }) => {
        await identify.signOut(caller.signInId);
        return { status: 204, headers: { "set-cookie": cookie("", 0) } };
      },
    }),
    signedInRoute<Identity>({
      method: "GET",
      path: "/api/me",
      audience: "signedIn",
      handle: async ({ caller }) => ({ body: describeMe(caller) }),
    }),
  ];
}

function describeMe(identity: Identity): Me {
  const { person } = identity;
  return {
    personId: person.personId,
    role: person.role,
    name: person.name,
    nickname: person.nickname,
    clinicName: person.clinicName,
    language: person.language,
    signedInUntilMs: identity.expiresAtMs,
  };
}
