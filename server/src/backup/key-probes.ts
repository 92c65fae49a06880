// A backup brings two words sealed with the clinic's keys, so that a restore can see before it begins whether the keys at hand
// open what is in it.
import type { Keys } from "../platform/keys.ts";
import { seal, unseal } from "../platform/seal.ts";
import type { BackupHead } from "./backup-file.ts";

const PLACE = "backup.probe";
const WORD = "opens";

export function sealProbes(keys: Keys): BackupHead["probes"] {
  return {
    fields: seal(keys.fields, `${PLACE}.fields`, WORD).toString("base64"),
    poses: seal(keys.poses, `${PLACE}.poses`, WORD).toString("base64"),
  };
}

export function opensProbes(keys: Keys, probes: BackupHead["probes"]): boolean {
  return opens(keys.fields, `${PLACE}.fields`, probes.fields) && opens(keys.poses, `${PLACE}.poses`, probes.poses);
}

function opens(key: Buffer, place: string, sealed: string): boolean {
  try {
    return unseal(key, place, Buffer.from(sealed, "base64")).toString() === WORD;
  } catch {
    return false; // which is all that a wrong key can be seen by
  }
}
