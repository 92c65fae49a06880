// `?quality=low` in the address asks for the sparing way; anything else leaves it to what the device shows it can do.
import type { QualityLevel } from "../../quality-rules.ts";

export function askedQuality(search: string): QualityLevel | undefined {
  const asked = new URLSearchParams(search).get("quality");
  return asked === "low" || asked === "reduced" || asked === "full" ? asked : undefined;
}
