// `?quality=low` in the address asks for the sparing way, `least` for the most sparing; anything else leaves it to what the device shows it can do.
import { QUALITY_SETTINGS, type QualityLevel } from "../../quality-rules.ts";

export function askedQuality(search: string): QualityLevel | undefined {
  const asked = new URLSearchParams(search).get("quality");
  return asked !== null && Object.hasOwn(QUALITY_SETTINGS, asked) ? (asked as QualityLevel) : undefined;
}

/** Asked for the sparing way, or the most sparing: then the camera's picture is small, too. */
export function isSparing(asked: QualityLevel | undefined): boolean {
  return asked === "low" || asked === "least";
}
