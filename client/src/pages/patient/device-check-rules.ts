// What the device check says: whether it is over, what to look at first, and what of it the therapist is told.
import type { DeviceCheckMessage } from "@ensemble/shared/protocol/room-messages.ts";
import type { LineCheck } from "../../call/line-check-rules.ts";
import type { PictureSeen } from "../../camera/picture-check-rules.ts";

export interface FoundDevices {
  readonly camera: DeviceCheckMessage["camera"] | "checking";
  readonly microphone: DeviceCheckMessage["microphone"] | "checking";
  readonly speaker: DeviceCheckMessage["speaker"];
  readonly line: LineCheck | "checking";
  /** For the details. */
  readonly picture: PictureSeen | undefined;
}

export const CHECK_PARTS = ["camera", "microphone", "speaker", "line"] as const;
export type CheckPart = (typeof CHECK_PARTS)[number];
/** good: nothing to do; fair: it will do; bad: it will not; open: a question to the person. */
export type PartTone = "checking" | "good" | "fair" | "bad" | "open";

export interface PartWords {
  readonly part: CheckPart;
  readonly tone: PartTone;
  /** Ids below `lobby.check.<part>`. */
  readonly state: string;
  /** A key of a sentence that says what helps; undefined where nothing has to. */
  readonly advice: string | undefined;
}

const GOOD_LINES: readonly string[] = ["good"];
const ADVISED = {
  camera: ["slow", "small", "dark", "frozen"],
  microphone: ["quiet", "muted", "none"],
  speaker: ["unheard"],
} as const;

export function partWords(found: FoundDevices): readonly PartWords[] {
  const { camera, microphone, speaker, line } = found;
  const verdict = line === "checking" ? line : line.verdict;
  return [
    { part: "camera", state: camera, tone: toneOf(camera, ["slow", "small"]), advice: advise("camera", camera) },
    {
      part: "microphone",
      state: microphone,
      tone: toneOf(microphone, ["quiet"]),
      advice: advise("microphone", microphone),
    },
    {
      part: "speaker",
      state: speaker,
      tone: speaker === "unanswered" ? "open" : toneOf(speaker, []),
      advice: advise("speaker", speaker),
    },
    {
      part: "line",
      state: verdict,
      tone: toneOf(verdict, ["enough", "weak", "untested"]),
      advice:
        line === "checking" || GOOD_LINES.includes(line.verdict)
          ? undefined
          : line.cause === ""
            ? "lobby.check.line.advice.untested"
            : `lobby.check.line.advice.${line.cause}`,
    },
  ];
}

/** Of the whole: `open` when all is well but for a question to the person, which holds nobody up. */
export function overallTone(found: FoundDevices): "checking" | "good" | "open" | "trouble" {
  const tones = partWords(found).map(({ tone }) => tone);
  if (tones.includes("checking")) return "checking";
  if (tones.some((tone) => tone === "bad" || tone === "fair")) return "trouble";
  return tones.includes("open") ? "open" : "good";
}

/** What is said aloud: the first thing that can be helped, worst first; else what is asked. */
export function firstTrouble(found: FoundDevices): PartWords | undefined {
  const words = partWords(found);
  const first = (wanted: PartTone) => words.find(({ tone }) => tone === wanted);
  return first("bad") ?? first("fair") ?? first("open");
}

/** Undefined until it is over. */
export function messageOf(found: FoundDevices): DeviceCheckMessage | undefined {
  const { camera, microphone, speaker, line } = found;
  if (camera === "checking" || microphone === "checking" || line === "checking") return undefined;
  return { camera, microphone, speaker, line: line.verdict, lineCause: line.cause };
}

/** What was found before the page was loaded again; its numbers are gone. */
export function foundBefore({ camera, microphone, speaker, line, lineCause }: DeviceCheckMessage): FoundDevices {
  const lineCheck = { verdict: line, cause: lineCause, numbers: undefined };
  return { camera, microphone, speaker, line: lineCheck, picture: undefined };
}

function toneOf(state: string, fair: readonly string[]): PartTone {
  if (state === "checking" || state === "good") return state;
  return fair.includes(state) ? "fair" : "bad";
}

function advise(part: keyof typeof ADVISED, state: string): string | undefined {
  return (ADVISED[part] as readonly string[]).includes(state) ? `lobby.check.${part}.advice.${state}` : undefined;
}
