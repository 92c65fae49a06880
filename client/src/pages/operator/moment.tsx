// How long ago something was, with the exact time for whoever points at it, and for programs.
import { formatLanguage } from "../../ui/language.ts";
import { saySpan } from "./say-amount.ts";

export function Moment({ atMs, nowMs }: { readonly atMs: number; readonly nowMs: number }) {
  const exact = new Intl.DateTimeFormat(formatLanguage(), { dateStyle: "medium", timeStyle: "medium" }).format(atMs);
  return (
    <time dateTime={new Date(atMs).toISOString()} title={exact}>
      {saySpan(nowMs - atMs)}
    </time>
  );
}
