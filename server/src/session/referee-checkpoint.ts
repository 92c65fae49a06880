// A referee's memory as it is stored with a chunk, bound to the rule it was made under: a changed exercise makes it unreadable, not wrong.
import { createHash } from "node:crypto";
import type { MovementRule } from "@ensemble/shared/movement/movement-rule.ts";
import { type RefereeState, restoreReferee, saveReferee } from "@ensemble/shared/movement/referee.ts";

const HASH_CHARACTERS = 64;

export function writeCheckpoint(referee: RefereeState): string {
  return hashOf(referee.rule) + saveReferee(referee);
}

/** Throws when the checkpoint was made under another rule or by another version of the engine. */
export function readCheckpoint(rule: MovementRule, checkpoint: string): RefereeState {
  if (checkpoint.slice(0, HASH_CHARACTERS) !== hashOf(rule)) {
    throw new Error("A checkpoint made under another rule cannot be read");
  }
  return restoreReferee(rule, checkpoint.slice(HASH_CHARACTERS));
}

const hashes = new WeakMap<MovementRule, string>();

/** Made once of a rule, which nobody changes: all patients of an exercise have the same. */
function hashOf(rule: MovementRule): string {
  let hash = hashes.get(rule);
  if (hash === undefined) {
    hash = createHash("sha256").update(JSON.stringify(rule)).digest("hex");
    hashes.set(rule, hash);
  }
  return hash;
}
