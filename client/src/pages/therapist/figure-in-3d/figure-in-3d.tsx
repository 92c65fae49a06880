// A patient's figure in 3D where the picture was, moved by the bodies that still come. Where a browser cannot draw it, the flat figure below it stays.
import { decodeAvatarBundle } from "@ensemble/shared/protocol/avatar-bundle.ts";
import { useEffect, useRef, useState } from "react";
import { isDrawnByProcessor } from "../../../camera/graphics-driver.ts";
import { QUALITY_SETTINGS } from "../../../quality-rules.ts";
import type { FigureStage } from "../../../scene/figure-stage.ts";
import { useSessionActions } from "../../../ui/session-context.tsx";
import classes from "./figure-in-3d.module.css";
import { shareStage } from "./share-stage.ts";

const stage = shareStage<FigureStage>(async () => {
  const { openFigureStage } = await import("../../../scene/figure-stage.ts");
  return openFigureStage(isDrawnByProcessor() ? QUALITY_SETTINGS.low : QUALITY_SETTINGS.reduced);
});

export function FigureIn3D({ mark }: { mark: number }) {
  const { on } = useSessionActions();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let left = false;
    let stop: (() => void) | undefined;
    stage
      .borrow()
      .then((opened) => {
        if (left || canvas.current === null) return;
        const stopShowing = opened.show(canvas.current, mark);
        const stopListening = on("avatars", (bytes) => {
          const own = decodeAvatarBundle(bytes)?.avatars.find(({ slot }) => slot === mark);
          if (own !== undefined) opened.applyPose(mark, own.pose, own.atMs);
        });
        stop = () => {
          stopListening();
          stopShowing();
        };
      })
      .catch((problem) => {
        console.warn("figures cannot be shown in 3D", problem);
        if (!left) setFailed(true);
      });
    return () => {
      left = true;
      stop?.();
      stage.giveBack();
    };
  }, [mark, on]);
  return failed ? null : <canvas ref={canvas} className={classes.figure} aria-hidden data-figure="3d" />;
}
