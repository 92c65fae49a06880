// The device check of this page: made of what the browser gives, told to the therapist, said aloud once, and kept on this device so that
// a reload in the same class does not ask for it again.
import { deviceCheckMessage } from "@ensemble/shared/protocol/room-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { LineCheck } from "../../call/line-check-rules.ts";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import { isCameraFailure } from "../../camera/camera-status.ts";
import { lookAtPicture } from "../../camera/look-at-picture.ts";
import { openMicrophoneLevel } from "../../camera/microphone-level.ts";
import { useSessionActions } from "../../ui/session-context.tsx";
import { createDeviceCheck, type DeviceCheck } from "./device-check.ts";
import { type FoundDevices, firstTrouble, foundBefore, messageOf, overallTone } from "./device-check-rules.ts";
import { isPictureShown, useCamera } from "./use-camera.ts";
import { useVoice, type Voice } from "./voice-context.tsx";

const key = (groupSessionId: GroupSessionId) => `ensemble.deviceCheck.${groupSessionId}`;

/** Undefined until a camera was opened. `shown`: the step of the devices is. */
export function useDeviceCheck(
  feed: CameraFeed | undefined,
  checkLine: (() => Promise<LineCheck>) | undefined,
  shown: boolean,
): DeviceCheck | undefined {
  const connection = useSessionActions();
  const voice = useVoice();
  const groupSessionId = connection.snapshot().view?.groupSessionId;
  const [check, setCheck] = useState<DeviceCheck>();
  const camera = useCamera(feed);

  useEffect(() => {
    if (feed === undefined || groupSessionId === undefined) return;
    const made = openCheck(feed, voice, readKept(groupSessionId));
    let told = "";
    const tell = () => {
      const message = messageOf(made.found());
      const text = JSON.stringify(message);
      if (message === undefined || text === told) return;
      told = text;
      sessionStorage.setItem(key(groupSessionId), text);
      connection.sendDeviceCheck(message);
    };
    // What was found before the page was loaded again is told again: the server forgets it with the seat.
    tell();
    const stop = made.subscribe(tell);
    setCheck(made);
    return () => {
      stop();
      made.dispose();
      setCheck(undefined);
    };
  }, [feed, groupSessionId, voice, connection]);

  const { status, stream, microphone } = camera;
  useEffect(() => {
    const picture = isPictureShown(camera) ? "shown" : isCameraFailure(status) ? "failed" : "waiting";
    check?.follow({ stream, microphone, picture, shown, checkLine });
  }, [check, camera, status, stream, microphone, shown, checkLine]);
  return check;
}

const NOTHING_FOUND = () => undefined;
const nothing = () => () => undefined;

export function useFound(check: DeviceCheck | undefined): FoundDevices | undefined {
  return useSyncExternalStore(check?.subscribe ?? nothing, check?.found ?? NOTHING_FOUND);
}

/** What was found is said aloud when the check is over, and only if it was made now and here. */
export function useSaidAloud(check: DeviceCheck | undefined): void {
  const { t } = useTranslation();
  const { speech } = useVoice();
  const found = useFound(check);
  const tone = found === undefined ? undefined : overallTone(found);
  const wasChecking = useRef(false);
  useEffect(() => {
    const ended = wasChecking.current && tone !== undefined && tone !== "checking";
    wasChecking.current = tone === "checking";
    if (!ended || found === undefined) return;
    const trouble = firstTrouble(found);
    const words = [t(`lobby.check.title.${tone}`)];
    if (trouble !== undefined) words.push(t(`lobby.check.${trouble.part}.${trouble.state}`));
    if (trouble?.advice !== undefined) words.push(t(trouble.advice));
    speech.say(words.map(endSentence).join(" "), { priority: "coach", topic: "check" });
  }, [tone, found, speech, t]);
}

function endSentence(words: string): string {
  return /[.?!]$/.test(words) ? words : `${words}.`;
}

function openCheck(feed: CameraFeed, { speech, sounds }: Voice, kept: FoundDevices | undefined): DeviceCheck {
  return createDeviceCheck({
    kept,
    lookAtPicture: (onSeen) => lookAtPicture(feed.video, onSeen),
    listen: (stream, onLevel) => openMicrophoneLevel(stream, onLevel).dispose,
    playTone: () => sounds.test("check"),
    isSpeaking: () => speech.caption() !== "",
    nowMs: () => performance.now(),
  });
}

function readKept(groupSessionId: GroupSessionId): FoundDevices | undefined {
  const stored = sessionStorage.getItem(key(groupSessionId));
  if (stored === null) return undefined;
  const read = deviceCheckMessage.safeParse(JSON.parse(stored));
  return read.success ? foundBefore(read.data) : undefined;
}
