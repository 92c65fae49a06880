// What a patient's device check has found, as far as what is seen of the line since does not refute it. Pure.
import type { DeviceCheckMessage } from "@ensemble/shared/protocol/room-messages.ts";
import type { LineQuality } from "@ensemble/shared/session/line-quality.ts";

/** `quality`: how well the line does by what goes over it now; undefined while nothing is measured. A line that carries something does not carry nothing. */
export function checkedNow(found: DeviceCheckMessage, quality: LineQuality | undefined): DeviceCheckMessage {
  if (found.line !== "none" || quality === undefined || quality === "lost") return found;
  return { ...found, line: quality === "poor" ? "weak" : "good", lineCause: "" };
}
