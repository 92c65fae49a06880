import { readFileSync } from "node:fs";
import { framingMessage } from "@ensemble/shared/protocol/room-messages.ts";
import { describe, expect, test } from "vitest";
import { CAMERA_FAILURES, CAMERA_STATES } from "./camera-status.ts";

const words = (language: string) =>
  JSON.parse(readFileSync(new URL(`../../../assets/locales/${language}/camera.json`, import.meta.url), "utf8"));

describe.each(["en", "de"])("the words of the camera in %s", (language) => {
  const { status, help, framing } = words(language) as Record<string, Record<string, string>>;

  test("name every status and help with every failure", () => {
    expect(Object.keys(status ?? {}).sort()).toEqual([...CAMERA_FAILURES, ...CAMERA_STATES].sort());
    for (const failure of CAMERA_FAILURES) expect(help?.[failure], failure).toBeTruthy();
  });

  test("say every framing", () => {
    for (const id of framingMessage.shape.framing.options) expect(framing?.[id === "" ? "good" : id], id).toBeTruthy();
  });
});
