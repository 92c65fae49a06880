// Keeps the list of who needs a look up to date: remembers since when each reason holds, and lets time pass even while nothing else changes.

import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";
import {
  type AttentionItem,
  type AttentionMemory,
  orderAttention,
  rememberAttention,
} from "@ensemble/shared/session/attention-rules.ts";
import { useEffect, useRef, useState } from "react";
import { useSessionActions } from "../../ui/session-context.tsx";
import { subjectsOf } from "./attention-subjects.ts";

const TICK_MS = 500;

export function useAttention(view: SessionView | undefined): readonly AttentionItem[] {
  const { serverNowMs } = useSessionActions();
  const memory = useRef<AttentionMemory>({});
  const seen = useRef(new Set<string>());
  const [items, setItems] = useState<readonly AttentionItem[]>([]);
  useEffect(() => {
    if (view === undefined) return;
    const update = () => {
      const nowMs = serverNowMs();
      const subjects = subjectsOf(view, seen.current);
      memory.current = rememberAttention(memory.current, subjects, view.set?.state === "running", nowMs);
      const next = orderAttention(memory.current, subjects, nowMs);
      setItems((shown) => (sameItems(shown, next) ? shown : next));
    };
    update();
    const timer = setInterval(update, TICK_MS);
    return () => clearInterval(timer);
  }, [view, serverNowMs]);
  return items;
}

function sameItems(one: readonly AttentionItem[], other: readonly AttentionItem[]): boolean {
  return (
    one.length === other.length &&
    one.every(
      (item, index) => item.participantId === other[index]?.participantId && item.reason === other[index]?.reason,
    )
  );
}
