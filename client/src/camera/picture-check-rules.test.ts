import { expect, it } from "vitest";
import { differenceOf, judgePicture, type PictureSeen } from "./picture-check-rules.ts";

const GOOD: PictureSeen = { widthPixels: 960, heightPixels: 540, framesPerSecond: 30, brightness: 0.4, moves: true };
const judge = (changes: Partial<PictureSeen>) => judgePicture({ ...GOOD, ...changes });

it("takes a picture that is there, moves and is light, whatever its shape", () => {
  expect(judge({})).toBe("good");
  expect(judge({ widthPixels: 540, heightPixels: 960 })).toBe("good");
  expect(judge({ widthPixels: 320, heightPixels: 240, framesPerSecond: 12 })).toBe("good");
  expect(judge({ framesPerSecond: undefined })).toBe("good");
});

it("names what is the matter, the worst first", () => {
  expect(judgePicture(undefined)).toBe("none");
  expect(judge({ widthPixels: 0 })).toBe("none");
  expect(judge({ brightness: 0.01, moves: false, framesPerSecond: 2 })).toBe("dark");
  expect(judge({ moves: false, framesPerSecond: 2 })).toBe("frozen");
  expect(judge({ framesPerSecond: 5, widthPixels: 160, heightPixels: 120 })).toBe("slow");
  expect(judge({ widthPixels: 160, heightPixels: 120 })).toBe("small");
});

it("sees one changed point in a picture, and none in the same picture", () => {
  const picture = Uint8ClampedArray.from({ length: 400 }, (_, index) => index % 256);
  const noisy = picture.with(7, 200);
  expect(differenceOf(picture, picture)).toBe(0);
  expect(differenceOf(picture, noisy)).toBeGreaterThan(0);
  expect(differenceOf(picture, [])).toBe(0);
});
