// What is drawn while a comment is written: with pen, finger, mouse or keys, as on a picture in the class, kept as lines.
import { MOST_STROKES, type Stroke } from "@ensemble/shared/protocol/review-messages.ts";
import { useRef, useState } from "react";
import { advanceDraft, type Draft, type DraftInput, pointsOfDraft } from "../../drawing/draft-rules.ts";
import { type CommentTool, strokeOf } from "./comment-drawing-rules.ts";

export interface CommentDrawing {
  readonly tool: CommentTool;
  /** The keyboard goes to the figure. */
  readonly choose: (tool: CommentTool) => void;
  readonly input: (input: DraftInput) => void;
  /** Finished ones. */
  readonly strokes: readonly Stroke[];
  /** With the one that is under way. */
  readonly shown: readonly Stroke[];
  /** How many points of the one under way are settled. */
  readonly settled: number;
  /** Undefined when there is nothing. */
  readonly undo: (() => void) | undefined;
  /** False where nothing was under way. */
  readonly giveUp: () => boolean;
  readonly focusCalls: number;
  readonly begin: () => void;
}

/** `aspect`: width ÷ height of the picture. */
export function useCommentDrawing(aspect: number): CommentDrawing {
  const [tool, setTool] = useState<CommentTool>("pen");
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  // A pen tells several places within one picture.
  const draft = useRef<Draft>(undefined);
  const [shownDraft, setShownDraft] = useState<Draft>();
  const [focusCalls, setFocusCalls] = useState(0);
  const show = (next: Draft | undefined) => {
    draft.current = next;
    setShownDraft(next);
  };
  const underWay = shownDraft && strokeOf(tool, pointsOfDraft(shownDraft), aspect);
  return {
    tool,
    choose: (chosen) => {
      show(undefined);
      setTool(chosen);
      setFocusCalls(focusCalls + 1);
    },
    input: (input) => {
      if (draft.current === undefined && strokes.length >= MOST_STROKES) return;
      const { draft: next, finished } = advanceDraft(draft.current, input, tool, "draft");
      const stroke = finished && strokeOf(tool, finished.points, aspect);
      if (stroke !== undefined) setStrokes([...strokes, stroke]);
      show(next);
    },
    strokes,
    shown: underWay === undefined ? strokes : [...strokes, underWay],
    settled: shownDraft?.points.length ?? 0,
    undo: strokes.length === 0 ? undefined : () => setStrokes(strokes.slice(0, -1)),
    giveUp: () => {
      const wasUnderWay = draft.current !== undefined;
      show(undefined);
      return wasUnderWay;
    },
    focusCalls,
    begin: () => {
      show(undefined);
      setStrokes([]);
      setFocusCalls(0);
    },
  };
}
