// Where there are several cameras: what each of them sees, side by side, and which sees most of the room as far as that can be told.
import { IconArrowsMaximize } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import { isCameraFailure } from "../../camera/camera-status.ts";
import { widestOf } from "../../camera/camera-width-rules.ts";
import { createChosenDevices } from "../../camera/chosen-devices.ts";
import type { Device } from "../../camera/list-devices.ts";
import { BigButton } from "./big-button.tsx";
import classes from "./camera-comparison.module.css";
import { type SeenCamera, tryCameras } from "./try-cameras.ts";

const SETTLE_MS = 1_800;
const PICTURE_WITHIN_MS = 6_000;
const STILL_WIDTH = 320;

export function CameraComparison({ feed, cameras }: { feed: CameraFeed; cameras: readonly Device[] }) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState<readonly SeenCamera[] | "trying">();
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);
  if (cameras.length < 2) return null;
  const begin = async () => {
    setSeen("trying");
    const found = await tryCameras({
      cameras,
      present: feed.stream?.getVideoTracks()[0]?.getSettings().deviceId,
      use: (id) => openOnly(feed, id),
      settle: () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS)),
      still: () => stillOf(feed.video),
      span: feed.shoulderSpan,
      isOver: () => left.current,
    });
    if (!left.current) setSeen(found);
  };
  if (seen === undefined || seen === "trying")
    return (
      <>
        <BigButton tone="quiet" busy={seen === "trying"} onClick={() => void begin()}>
          <IconArrowsMaximize aria-hidden size={28} />
          {t(seen === "trying" ? "lobby.cameras.trying" : "lobby.cameras.compare")}
        </BigButton>
        <span className="visually-hidden" role="status">
          {seen === "trying" ? t("lobby.cameras.trying") : ""}
        </span>
      </>
    );
  return (
    <CameraStills
      cameras={seen}
      onChoose={(id) => {
        setSeen(undefined);
        createChosenDevices(localStorage).keepCamera(id);
        void feed.restart(id);
      }}
    />
  );
}

export function CameraStills({
  cameras,
  onChoose,
}: {
  cameras: readonly SeenCamera[];
  onChoose: (id: string) => void;
}) {
  const { t } = useTranslation();
  const widest = widestOf(cameras);
  return (
    <section className={classes.comparison} aria-label={t("lobby.cameras.compare")}>
      <p className={classes.lead} role="status">
        {t("lobby.cameras.choose")}
      </p>
      <div className={classes.stills}>
        {cameras.map(({ id, name, still }) => (
          <button key={id} type="button" className={classes.still} onClick={() => onChoose(id)}>
            <img src={still} alt="" />
            <span className={classes.name}>{name}</span>
            {id === widest ? (
              <strong className={classes.widest}>
                <IconArrowsMaximize aria-hidden size={22} />
                {t("lobby.cameras.widest")}
              </strong>
            ) : null}
          </button>
        ))}
      </div>
    </section>
  );
}

/** Resolves when this camera gives a picture, or does not. */
async function openOnly(feed: CameraFeed, id: string): Promise<boolean> {
  await feed.restart(id);
  const untilMs = performance.now() + PICTURE_WITHIN_MS;
  const isShown = () => feed.video.videoWidth > 0 && feed.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
  while (!isShown() && performance.now() < untilMs) {
    if (isCameraFailure(feed.snapshot().status)) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const given = feed.stream?.getVideoTracks()[0]?.getSettings().deviceId;
  return isShown() && given === id;
}

/** As in a mirror, as the picture beside it. */
function stillOf(video: HTMLVideoElement): string {
  const canvas = document.createElement("canvas");
  canvas.width = STILL_WIDTH;
  canvas.height = Math.round((STILL_WIDTH * video.videoHeight) / Math.max(1, video.videoWidth));
  const context = canvas.getContext("2d");
  context?.scale(-1, 1);
  context?.drawImage(video, -canvas.width, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.8);
}
