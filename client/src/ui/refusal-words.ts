// Turns a refusal's code into words for a person; an unknown code is said plainly instead of being shown.
import { REFUSALS } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { TFunction } from "i18next";

export function sayRefusal(t: TFunction, code: string): string {
  return t(code in REFUSALS || code === "network" ? `refusals.${code}` : "refusals.unexpected");
}
