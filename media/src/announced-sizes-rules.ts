// What the worker is told of the sizes a picture is sent in.
import type { RtpParameters } from "@ensemble/shared/protocol/media-parameters.ts";

/**
 * Of a picture in one size, nothing of layers in time, which nobody chooses among anyway. Told of them, the worker (mediasoup 3.27, since it
 * takes such a picture for SVC) drops the key frame that a consumer begins with, because its layer is not the present one, of which there is none
 * yet; and unless the very next frame happens to be one of the highest layer, all that follows. Of several sizes it begins with the key frame's layer.
 */
export function announceSizes(rtpParameters: RtpParameters): RtpParameters {
  const [only, ...others] = rtpParameters.encodings;
  if (only === undefined || others.length > 0) return rtpParameters;
  const { scalabilityMode: _layers, ...encoding } = only;
  return { ...rtpParameters, encodings: [encoding] };
}
