// A connection of the gallery whose people move: twenty-five seconds of a set pass at once.
import { travelOf } from "@ensemble/shared/exercise/travel-of.ts";
import type { MeasurementMessage } from "@ensemble/shared/protocol/room-messages.ts";
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ClientSession, SessionConnection } from "../src/connection/client-session.ts";
import { EXERCISES } from "./fixture-exercises.ts";
import { tellSquattingAvatars } from "./fixture-figures.ts";
import { connectionOf, measurementsOf, NOW_MS, sessionOf } from "./fixture-session.ts";

const REPLAYED = 125;

/** Lets twenty-five seconds of movement pass at once, so that the curves have something to show. */
export function movingConnection(
  view: SessionView,
  moving: boolean,
  session: Partial<ClientSession> = {},
): SessionConnection {
  let nowMs = moving ? NOW_MS - 25_000 : NOW_MS;
  const replay: SessionView[] = [];
  if (moving) {
    for (let step = 0; step < REPLAYED; step++) replay.push(atStep(view, (250 / REPLAYED) * step));
  }
  let replayed = 0;
  const measured = createMeasurements();
  const inner = connectionOf(sessionOf("therapist", { view: replay[0] ?? view, ...session }), (session) => {
    const next = replay[replayed];
    replayed += 1;
    nowMs = NOW_MS - 25_000 + (25_000 / REPLAYED) * replayed;
    measured.tell(next ?? view);
    return { ...session, view: next ?? view };
  });
  const timer = moving
    ? setInterval(() => {
        if (replayed < replay.length) void inner.command({ name: "startSet" });
      }, 16)
    : undefined;
  const on: SessionConnection["on"] = (name, listener) => {
    if (name === "avatars") return tellSquattingAvatars(listener as (bytes: Uint8Array) => void);
    if (name !== "measurement") return inner.on(name, listener);
    const stop = measured.listen(listener as MeasurementListener);
    measured.tell(inner.snapshot().view ?? view);
    return stop;
  };
  return { ...inner, on, serverNowMs: () => nowMs, close: () => clearInterval(timer) };
}

type MeasurementListener = (message: MeasurementMessage) => void;

/** Tells of each repetition once to whoever listens then. */
function createMeasurements() {
  const listeners = new Map<MeasurementListener, Set<string>>();
  return {
    listen: (listener: MeasurementListener) => {
      listeners.set(listener, new Set());
      return () => void listeners.delete(listener);
    },
    tell: (view: SessionView) => {
      for (const message of measurementsOf(view)) {
        const name = `${message.participantId} ${message.ordinal}`;
        for (const [listener, told] of listeners) {
          if (told.has(name)) continue;
          told.add(name);
          listener(message);
        }
      }
    },
  };
}

function atStep(view: SessionView, step: number): SessionView {
  const exercise = EXERCISES.find(({ id }) => id === view.exerciseId);
  const { restDegrees, peakDegrees } =
    exercise === undefined ? { restDegrees: 0, peakDegrees: 90 } : travelOf(exercise);
  const falls = peakDegrees < restDegrees;
  const wave = 0.5 - 0.5 * Math.cos((2 * Math.PI * step) / 35);
  const participants = view.participants.map((each): ParticipantView => {
    if (each.clinical === undefined) return each;
    const unlike = 6 - ((7 * Math.floor(step / 35)) % 11);
    const reach = (each.clinical.attainedDegrees ?? 60) + (falls ? unlike : -unlike);
    const done = Math.min(each.repetitions, Math.floor((step + 10) / 35));
    return {
      ...each,
      repetitions: done,
      clinical: {
        ...each.clinical,
        attainedDegrees: done === 0 ? undefined : reach,
        quality: done === 0 ? undefined : each.clinical.quality,
        angleDegrees: restDegrees + wave * (reach - restDegrees),
      },
    };
  });
  return { ...view, participants };
}
