// The therapist points at something on the picture that is shown large: tools, the drawing under way, and what the patient is told of it.
import type { PointingMessage } from "@ensemble/shared/protocol/annotation-form.ts";
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { HIGHEST_TARGET_DEGREES, type PicturePoint } from "@ensemble/shared/session/annotation.ts";
import { stillShown } from "@ensemble/shared/session/annotation-rules.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Stroke } from "../../../drawing/annotation-layer.tsx";
import { advanceDraft, type Draft, type DraftInput, pointsOfDraft } from "../../../drawing/draft-rules.ts";
import { nearestJoint } from "../../../drawing/nearest-joint.ts";
import { useAnnotations } from "../../../drawing/use-annotations.ts";
import { useSessionActions } from "../../../ui/session-context.tsx";
import type { CommandKeys } from "../../../ui/use-command-keys.ts";
import { useChoice } from "../../patient/use-choice.ts";
import type { FigureStore } from "../figure-store.ts";
import { createDrawingsHere, type DrawingsHere } from "./drawings-here.ts";
import { ACTION_KEYS, POINTING_TOOLS, type PointingTool, TOOL_KEYS } from "./pointing-keys.ts";
import { createStrokeTeller } from "./stroke-teller.ts";
import { useShownBody } from "./use-shown-body.ts";

export interface Pointing {
  readonly tool: PointingTool;
  readonly choose: (tool: PointingTool) => void;
  /** What is drawn next stays until it is taken away. */
  readonly stays: boolean;
  readonly turnStays: () => void;
  readonly degrees: number;
  readonly changeDegrees: (by: number) => void;
  /** The picture stands still, here and at the patient's. */
  readonly held: boolean;
  readonly turnHold: () => void;
  /** Undefined when there is nothing. */
  readonly undo: (() => void) | undefined;
  readonly clear: (() => void) | undefined;
  readonly end: () => void;
  /** Not yet in the session's state. */
  readonly strokes: readonly Stroke[];
  /** How many points of the drawing under way are settled. */
  readonly settled: number;
  /** There was no joint where one was pointed at. */
  readonly missed: boolean;
  readonly input: (input: DraftInput) => void;
}

const USUAL_DEGREES = 90;

export function usePointing(parts: {
  /** Shown large. */
  readonly patient: ParticipantView | undefined;
  readonly figures: FigureStore;
  /** Shows somebody large: the selected patient. */
  readonly showLarge: () => void;
  readonly send: (command: SessionCommand) => Promise<boolean>;
  /** It is on from the start, with this tool. */
  readonly begun?: PointingTool | undefined;
}): { readonly pointing: Pointing | undefined; readonly begin: () => void; readonly keys: CommandKeys } {
  const { patient, figures, send } = parts;
  const { sendPointing, serverNowMs } = useSessionActions();
  const [on, setOn] = useState(parts.begun !== undefined);
  const [tool, setTool] = useState<PointingTool>(parts.begun ?? "circle");
  const [stays, setStays] = useState(false);
  const [degrees, setDegrees] = useState<number>();
  const [missed, setMissed] = useState(false);
  const draft = useRef<Draft>(undefined);
  const [shownDraft, setShownDraft] = useState<Draft>();
  const participantId = patient?.participantId;
  const annotations = useAnnotations(patient?.clinical?.annotations);
  const hold = useChoice(patient?.clinical?.held ?? false, async (held) => {
    if (participantId !== undefined) sendPointing({ kind: "hold", participantId, held });
    return true;
  });
  const bodyNow = useShownBody(figures, patient?.mark ?? -1, hold.chosen);
  const [teller] = useState(() => createStrokeTeller(sendPointing, () => performance.now()));
  const drawings = useDrawingsHere(send, sendPointing);
  const active = on && patient !== undefined;

  const show = (next: Draft | undefined) => {
    draft.current = next;
    setShownDraft(next);
  };
  const drop = () => {
    if (draft.current !== undefined) teller.giveUp();
    show(undefined);
  };
  // Somebody else, or nobody: what was begun is given up, and nobody's picture is left standing still.
  const isHeld = useRef(false);
  // After the ways out of the effects below have run: they ask how it was with whoever was shown before.
  useEffect(() => {
    isHeld.current = hold.chosen;
  });
  const wasLarge = useRef(false);
  useEffect(() => {
    if (participantId === undefined && wasLarge.current) setOn(false);
    wasLarge.current = participantId !== undefined;
    if (!active || participantId === undefined) return;
    return () => {
      draft.current = undefined;
      setShownDraft(undefined);
      teller.giveUp();
      if (isHeld.current) sendPointing({ kind: "hold", participantId, held: false });
    };
  }, [active, participantId, teller, sendPointing]);
  useEscape(active, () => (draft.current === undefined ? setOn(false) : drop()));

  const begin = () => {
    setOn(true);
    setMissed(false);
    if (patient === undefined) parts.showLarge();
  };
  if (!active || participantId === undefined) return { pointing: undefined, begin, keys: { [ACTION_KEYS.end]: begin } };

  const shownDegrees = degrees ?? usualDegrees(patient);
  const setTarget = (at: PicturePoint) => {
    const body = bodyNow();
    const joint = body && nearestJoint(body, at);
    setMissed(joint === undefined);
    if (joint === undefined) return;
    drawings.draw(participantId, { annotationId: crypto.randomUUID(), tool: "target", joint, degrees: shownDegrees });
  };
  const choose = (chosen: PointingTool) => {
    drop();
    setMissed(false);
    setTool(chosen);
  };
  const shown = stillShown(annotations, serverNowMs());
  const isEmpty = drawings.findLast(participantId, shown) === undefined;
  const finished = drawings.strokesOn(participantId);
  const newestTarget = annotations.findLast((one) => one.tool === "target");
  const pointing: Pointing = {
    tool,
    choose,
    stays,
    turnStays: () => setStays(!stays),
    degrees: shownDegrees,
    changeDegrees: (by) => {
      const changed = Math.max(5, Math.min(HIGHEST_TARGET_DEGREES, shownDegrees + by));
      if (changed === shownDegrees) return;
      setDegrees(changed);
      if (newestTarget?.tool !== "target") return;
      const { joint } = newestTarget;
      drawings.draw(participantId, { annotationId: crypto.randomUUID(), tool: "target", joint, degrees: changed });
    },
    held: hold.chosen,
    turnHold: () => hold.choose(!hold.chosen),
    undo: isEmpty ? undefined : () => drawings.undo(participantId, shown),
    clear: isEmpty ? undefined : () => drawings.clear(participantId, shown),
    end: () => setOn(false),
    strokes: shownDraft === undefined ? finished : [...finished, { ...shownDraft, points: pointsOfDraft(shownDraft) }],
    settled: shownDraft?.points.length ?? 0,
    missed,
    input: (input) => {
      if (tool === "target") {
        if (input.kind === "press" || input.kind === "place") setTarget(input.at);
        return;
      }
      const { draft: next, finished: done } = advanceDraft(draft.current, input, tool, crypto.randomUUID());
      if (done !== undefined) drawings.draw(participantId, { ...done, stays });
      else if (next === undefined && draft.current !== undefined) teller.giveUp();
      show(next);
      if (next !== undefined) teller.tell({ participantId, ...next, points: pointsOfDraft(next) });
      else if (done !== undefined) teller.finished();
    },
  };
  const keys: CommandKeys = {
    ...Object.fromEntries(POINTING_TOOLS.map((each) => [TOOL_KEYS[each], () => choose(each)])),
    [ACTION_KEYS.end]: pointing.end,
    [ACTION_KEYS.stays]: pointing.turnStays,
    [ACTION_KEYS.hold]: pointing.turnHold,
    [ACTION_KEYS.undo]: pointing.undo,
    [ACTION_KEYS.clear]: pointing.clear,
  };
  return { pointing, begin, keys };
}

function usualDegrees(patient: ParticipantView): number {
  const wanted = Math.round(patient.clinical?.targetRangeDegrees ?? 0);
  return wanted >= 5 && wanted <= HIGHEST_TARGET_DEGREES ? wanted : USUAL_DEGREES;
}

/** Of this page, whoever is shown large. */
function useDrawingsHere(
  send: (command: SessionCommand) => Promise<boolean>,
  sendPointing: (message: PointingMessage) => void,
): DrawingsHere {
  const [, setTurn] = useState(0);
  return useMemo(
    () => createDrawingsHere({ send, sendPointing, changed: () => setTurn((turn) => turn + 1) }),
    [send, sendPointing],
  );
}

/** Wherever the focus is, but not from a dialog, which Escape closes. */
function useEscape(active: boolean, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!active) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (document.querySelector("[role=dialog], [role=menu]") === null) latest.current();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [active]);
}
