// Who gets answers from whom: operators see nothing of classes and people, and nobody else sees how the machines do.
import type { PersonRole } from "@ensemble/shared/session/identifiers.ts";
import type { Audience } from "../platform/http-route.ts";

/** `undefined`: this role may ask. */
export function judgeAudience(
  role: PersonRole,
  audience: Audience,
): "sign_in/not_for_operators" | "sign_in/operators_only" | undefined {
  if (audience === "clinic" && role === "operator") return "sign_in/not_for_operators";
  if (audience === "operators" && role !== "operator") return "sign_in/operators_only";
  return undefined;
}
