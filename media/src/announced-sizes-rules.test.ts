import type { RtpParameters } from "@ensemble/shared/protocol/media-parameters.ts";
import { expect, it } from "vitest";
import { announceSizes } from "./announced-sizes-rules.ts";

const sent = (encodings: RtpParameters["encodings"]): RtpParameters => ({ mid: "0", codecs: [], encodings });

it("says nothing of layers in time where there is one size", () => {
  const one = { ssrc: 1, rtx: { ssrc: 2 }, maxBitrate: 300_000 };
  expect(announceSizes(sent([{ ...one, scalabilityMode: "L1T3" }]))).toEqual(sent([one]));
});

it("leaves several sizes, and sound, as they are", () => {
  const several = sent([0, 1].map((size) => ({ rid: `r${size}`, scalabilityMode: "L1T3" })));
  expect(announceSizes(several)).toEqual(several);
  const sound = sent([{ ssrc: 1, dtx: true }]);
  expect(announceSizes(sound)).toEqual(sound);
});
