// Stand in the outline. From here on nobody has to come back to the screen: three good seconds are enough.
import { useElementSize } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import type { Framing } from "../../camera/camera-status.ts";
import { outlinePath } from "../../camera/stand-outline.ts";
import { BigButton } from "./big-button.tsx";
import { FramingIcon } from "./framing-icon.tsx";
import { FullScreenOffer } from "./full-screen-offer.tsx";
import classes from "./outline-step.module.css";
import { OwnPicture } from "./own-picture.tsx";
import { advanceReadyCountdown, NOT_STANDING, secondsLeft } from "./ready-countdown.ts";
import { RefusalLine } from "./refusal-line.tsx";
import { useCamera } from "./use-camera.ts";
import { useCommand } from "./use-command.ts";
import { useVoice } from "./voice-context.tsx";

const LOOK_EVERY_MS = 100;
/** What distance and height of the camera have to do with. */
const DISTANT: readonly Framing[] = [
  "no_person",
  "step_back",
  "step_closer",
  "feet_out_of_picture",
  "head_out_of_picture",
];

export function OutlineStep({ feed, onBack }: { feed: CameraFeed; onBack: () => void }) {
  const { t } = useTranslation();
  const command = useCommand();
  const { send, busy } = command;
  const { speech, sounds } = useVoice();
  const camera = useCamera(feed);
  const looking = camera.status !== "running";
  const green = !looking && camera.framing === "";
  const { ref, width, height } = useElementSize();
  const outline = outlinePath(width, height);
  const left = useCountdown(green);
  const ready = () => {
    sounds.play("ready");
    void send({ name: "declareReady", ready: true });
  };

  const words = looking
    ? t("lobby.outline.looking")
    : green
      ? t("lobby.outline.stay")
      : t(`cues.framing.${camera.framing}`);
  useEffect(() => {
    if (!looking) speech.say(words, { priority: "coach", topic: "framing" });
  }, [speech, words, looking]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what happens at a number happens once for that number
  useEffect(() => {
    if (left === 0) ready();
    else if (left !== undefined) sounds.play("tick");
  }, [left]);
  useEnter(ready);

  return (
    <main className={classes.page} data-green={green}>
      <h1 className={classes.hidden}>{t("lobby.outline.title")}</h1>
      <div className={classes.picture} ref={ref}>
        <OwnPicture feed={feed} />
        <svg className={classes.outline} aria-hidden="true">
          <path d={outline} className={classes.halo} />
          <path d={outline} className={classes.line} />
        </svg>
      </div>
      <div className={classes.side}>
        <div className={classes.hint}>
          {looking || camera.framing === "" ? null : <FramingIcon framing={camera.framing} className={classes.icon} />}
          <p className={classes.words} role="status">
            {words}
          </p>
          {looking || DISTANT.includes(camera.framing) ? (
            <p className={classes.zone}>{t("lobby.outline.zone")}</p>
          ) : null}
        </div>
        {left === undefined ? null : (
          <span className={classes.countdown} role="timer" aria-label={t("lobby.outline.countdown", { seconds: left })}>
            {left}
          </span>
        )}
        <div className={classes.actions}>
          <BigButton tone={green ? "call" : "calm"} busy={busy} onClick={ready}>
            {t("lobby.outline.ready")}
          </BigButton>
          <RefusalLine command={command} />
          <span className={classes.key}>{t("lobby.outline.readyKey")}</span>
          <div className={classes.asides}>
            <FullScreenOffer />
            <BigButton tone="quiet" onClick={onBack}>
              {t("lobby.back")}
            </BigButton>
          </div>
        </div>
      </div>
    </main>
  );
}

function useCountdown(green: boolean): number | undefined {
  const [left, setLeft] = useState<number>();
  const countdown = useRef(NOT_STANDING);
  useEffect(() => {
    const look = () => {
      const nowMs = performance.now();
      countdown.current = advanceReadyCountdown(countdown.current, green, nowMs);
      setLeft(secondsLeft(countdown.current, nowMs));
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [green]);
  return left;
}

/** Enter means ready wherever the focus is, except on a button of its own. */
function useEnter(act: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || event.repeat || event.target instanceof HTMLButtonElement) return;
      act();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });
}
