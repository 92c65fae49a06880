// What is in a recorded file, as a player takes it apart.
import { BufferSource, EncodedPacketSink, Input, WEBM } from "mediabunny";

/** The packets of its one track, in their order. Throws where it is no file of that kind. */
export async function readRecorded(file: Uint8Array, source: "camera" | "microphone"): Promise<readonly Uint8Array[]> {
  const input = new Input({ source: new BufferSource(file), formats: [WEBM] });
  const track = source === "camera" ? await input.getPrimaryVideoTrack() : await input.getPrimaryAudioTrack();
  if (!track) throw new Error("a recorded file without its track");
  const packets: Uint8Array[] = [];
  for await (const { data } of new EncodedPacketSink(track).packets()) packets.push(data);
  return packets;
}
