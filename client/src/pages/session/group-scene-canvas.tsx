// The scene in its place on the patient's screen: loads the 3D code, feeds it poses, repetitions and the balloon, and follows the device's strength.
import { decodeAvatarBundle } from "@ensemble/shared/protocol/avatar-bundle.ts";
import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";
import { useReducedMotion } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import type { FrameLoop } from "../../frame-loop.ts";
import type { QualitySettings } from "../../quality-rules.ts";
import type { AvatarUpdate, SceneParticipant } from "../../scene/group-scene.ts";
import { useSessionActions, useSessionPart } from "../../ui/session-context.tsx";
import { useCanvasScene } from "../../ui/use-canvas-scene.ts";
import { useSideBySide } from "../patient/side-by-side-context.tsx";
import classes from "./scene-canvas.module.css";

const OWN_AVATAR_MOVED = "own-avatar-moved";

export interface GroupSceneCanvasProps {
  readonly loop: FrameLoop | undefined;
  readonly quality: QualitySettings;
  /** Called once: one's own avatar is seen moving. */
  readonly onOwnAvatarDrawn?: (() => void) | undefined;
}

export function GroupSceneCanvas({ loop, quality, onOwnAvatarDrawn }: GroupSceneCanvasProps) {
  const connection = useSessionActions();
  const view = useSessionPart((session) => session.view);
  const meId = useSessionPart((session) => session.meId);
  const reducedMotion = useReducedMotion() ?? false;
  const { canvas, scene } = useCanvasScene({
    load: async () => {
      const { openGroupScene } = await import("../../scene/group-scene.ts");
      return (element) =>
        openGroupScene(element, {
          participants: [],
          reducedMotion,
          quality,
          onOwnAvatarDrawn: () => {
            markOwnAvatar();
            latest.current?.();
          },
        });
    },
    reopenFor: reducedMotion,
    // Without a scene the count, the words and the voice still lead through the class.
    onFailed: (problem) => console.error("the scene could not be opened", problem),
  });
  const latest = useRef(onOwnAvatarDrawn);
  latest.current = onOwnAvatarDrawn;

  useEffect(() => scene?.setQuality(quality), [scene, quality]);
  const isCovered = useSideBySide().shown.place === "beside";
  useEffect(() => scene?.setCovered(isCovered), [scene, isCovered]);

  useEffect(() => {
    if (scene === undefined) return;
    const stopAvatars = connection.on("avatars", (bytes) => {
      scene.applyBundle(updatesOf(bytes, connection.snapshot().view));
    });
    const stopRepetitions = connection.on("repetition", (event) => scene.celebrate(event.participantId));
    return () => {
      stopAvatars();
      stopRepetitions();
    };
  }, [scene, connection]);

  useEffect(() => {
    if (scene === undefined || loop === undefined) return;
    loop.parts.moveOwnAvatar = scene.applyOwnPose;
    return () => {
      loop.parts.moveOwnAvatar = undefined;
    };
  }, [scene, loop]);

  const present = JSON.stringify(sceneParticipants(view, meId));
  useEffect(() => scene?.setParticipants(JSON.parse(present) as SceneParticipant[]), [scene, present]);
  useEffect(() => scene?.setBalloon(view?.balloon ?? 0), [scene, view?.balloon]);
  return <canvas ref={canvas} className={classes.canvas} aria-hidden />;
}

/** For measuring how long joining takes; in the browser's own timeline, once a page. */
function markOwnAvatar(): void {
  if (performance.getEntriesByName(OWN_AVATAR_MOVED).length === 0) performance.mark(OWN_AVATAR_MOVED);
}

function sceneParticipants(view: SessionView | undefined, meId: string): readonly SceneParticipant[] {
  const shown = view?.participants.filter((each) => each.present && each.role === "patient") ?? [];
  return shown.map((each) => ({
    participantId: each.participantId,
    mark: each.mark,
    look: each.mark,
    isSelf: each.participantId === meId,
    isTherapist: false,
  }));
}

function updatesOf(bytes: Uint8Array, view: SessionView | undefined): readonly AvatarUpdate[] {
  const bundle = decodeAvatarBundle(bytes);
  if (bundle === undefined || view === undefined) return [];
  const updates: AvatarUpdate[] = [];
  for (const { slot, pose, atMs } of bundle.avatars) {
    const owner = view.participants.find((each) => each.mark === slot);
    if (owner !== undefined) updates.push({ participantId: owner.participantId, pose, atMs });
  }
  return updates;
}
