// How a phone is held: its browser sends the sensor's picture as it is and says beside it how to turn it (3GPP TS 26.114, 7.4.5).
import type { RecordedPiece } from "@ensemble/shared/protocol/media-recording.ts";
import type { RtpPacket } from "./rtp-packet.ts";

export const ORIENTATION_EXTENSION = "urn:3gpp:video-orientation";

export type Rotation = RecordedPiece["rotationDegrees"];

const ROTATIONS: readonly Rotation[] = [0, 90, 180, 270];

/** Undefined when the packet does not say, which means: as before. */
export function readRotation(packet: RtpPacket, extensionNumber: number): Rotation | undefined {
  const said = packet.extensions.get(extensionNumber)?.[0];
  return said === undefined ? undefined : ROTATIONS[said & 3];
}
