// Looking back at a patient's set, with and without a recorded movement, and what a patient was sent.
import type { RecordingCustody } from "@ensemble/shared/protocol/custody-messages.ts";
import type { RecordingListing } from "@ensemble/shared/protocol/http-messages.ts";
import {
  type ReviewCurve,
  type ReviewedSet,
  SENT_WITH,
  type StillFigure,
} from "@ensemble/shared/protocol/review-messages.ts";
import type { ExerciseId, GroupSessionId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { useMemo } from "react";
import type { DrawnBody } from "../src/camera/draw-skeleton.ts";
import { type CustodyAct, CustodyDialog } from "../src/pages/review/custody-dialog.tsx";
import { CustodyPanel } from "../src/pages/review/custody-panel.tsx";
import { recordedSpans } from "../src/pages/review/recording-rules.ts";
import { ReviewView } from "../src/pages/review/review-view.tsx";
import { SendForm } from "../src/pages/review/send-form.tsx";
import { ClipView } from "../src/pages/review/sent-clip.tsx";
import { SentCommentsView } from "../src/pages/review/sent-comments.tsx";
import { SetReview } from "../src/pages/review/set-review.tsx";
import { PageShell } from "../src/ui/page-shell.tsx";
import { DESTROYED, HELD, KEPT, NOTHING_KEPT } from "./fixture-custody.ts";
import { EXERCISES } from "./fixture-exercises.ts";
import { drawnDuring, momentsAround, reviewOf, squatsLookedBackAt, VOICES } from "./fixture-review.ts";
import { NOW_MS } from "./fixture-session.ts";
import type { Screens } from "./main.tsx";

const person = { name: "Miriam Okafor", clinicName: "Praxis am Seepark", role: "therapist" } as const;
const nothing = async () => undefined;

interface LookProps {
  readonly change?: Partial<ReviewedSet>;
  readonly seen?: Partial<ReviewCurve>;
  /** In the middle of the second repetition, which was drawn on. */
  readonly drawn?: boolean;
  /** The picture stood still while it was drawn on. */
  readonly still?: boolean;
  readonly writing?: boolean;
  /** What was recorded does not come: nobody answers here. */
  readonly late?: boolean;
  readonly custody?: RecordingCustody;
}

function Looking({
  change = {},
  seen,
  drawn = false,
  still = false,
  writing = false,
  late = false,
  custody,
}: LookProps) {
  const made = useMemo(squatsLookedBackAt, []);
  const { figures, exercise } = made;
  const set = useMemo(() => ({ ...made.set, ...change }), [made, change]);
  const curve = useMemo(() => ({ ...made.curve, ...seen }), [made, seen]);
  const other = (ordinal: number, exerciseId: string, repetitions: number, startMs: number): ReviewedSet => ({
    ...made.set,
    ordinal,
    setId: `set-${ordinal}` as SetId,
    exerciseId: exerciseId as ExerciseId,
    startMs,
    endMs: startMs + 4_000 * repetitions,
    pauses: repetitions === 5 ? [{ startMs: startMs + 6_000, endMs: startMs + 12_000 }] : [],
    repetitions: made.set.repetitions.slice(0, repetitions),
  });
  const endMs = set.endMs ?? set.startMs;
  const sets = [
    other(1, "marching", 8, set.startMs - 120_000),
    set,
    other(3, "sit-to-stand", 5, endMs + 70_000),
    other(4, "hip-abduction", 1, endMs + 150_000),
  ];
  const happened = seen === undefined ? { drawings: drawnDuring(made), moments: momentsAround(made.set) } : undefined;
  const held = { holds: still ? [{ fromMs: set.startMs, untilMs: endMs }] : [] };
  const review = { ...reviewOf(sets, seen === undefined ? made.comments : [], happened), ...held };
  const { startMs = 0, endMs: over = 0 } = set.repetitions[1] ?? {};
  const asked = useMemo(
    () => (drawn || writing ? { setId: set.setId, atMs: (startMs + over) / 2 } : undefined),
    [drawn, writing, set.setId, startMs, over],
  );
  const recordings = late ? [...VOICES, ...VOICES.map(asCamera)] : seen === undefined ? VOICES : [];
  return (
    <PageShell person={person} wide>
      <ReviewView
        review={review}
        exercises={EXERCISES}
        chosen={set}
        recorded={recordedSpans(recordings, review.participantId)}
        onChoose={() => undefined}
        custody={
          <CustodyPanel
            custody={custody ?? NOTHING_KEPT}
            name={review.name}
            personId={review.participantId}
            onDecide={nothing}
          />
        }
      >
        <SetReview
          review={review}
          set={set}
          exercise={exercise}
          curve={curve}
          figures={figures}
          recordings={recordings}
          recordingsLate={late}
          asked={asked}
          writing={writing}
          onComment={nothing}
          onDecide={nothing}
        />
      </ReviewView>
    </PageShell>
  );
}

function asCamera(voice: RecordingListing): RecordingListing {
  return { ...voice, recordingId: "picture", source: "camera" };
}

interface CustodyProps {
  readonly custody: RecordingCustody;
  /** What is kept of the therapist besides. */
  readonly therapist?: RecordingCustody;
  readonly asked?: CustodyAct;
}

function Custody({ custody, therapist, asked }: CustodyProps) {
  return (
    <PageShell person={person} wide>
      <h1 className="visually-hidden">Review</h1>
      <CustodyPanel custody={custody} name="Ana Albers" personId="ana" onDecide={nothing} />
      {therapist === undefined ? null : (
        <CustodyPanel custody={therapist} name="Miriam Okafor" personId="miriam" isTherapist onDecide={nothing} />
      )}
      {asked === undefined ? null : (
        <CustodyDialog
          opened
          act={asked}
          about={custody.recordings.filter(({ destroyed }) => destroyed === null)}
          name="Ana Albers"
          onClose={() => undefined}
          onDecide={nothing}
        />
      )}
    </PageShell>
  );
}

const NO_MOVEMENT = { frames: [], atMs: [], degrees: [] };
const NOTHING_COUNTED = { repetitions: [], cues: [] };
const OTHERWISE = { agrees: false };

/** `withMovement`: the first of them. */
function Sent({ withMovement = false }: { withMovement?: boolean }) {
  const { comments } = useMemo(squatsLookedBackAt, []);
  const of = { groupSessionId: "knee-group" as GroupSessionId, title: "Knee group", startedAtMs: NOW_MS };
  return (
    <PageShell person={{ ...person, name: "Ana", role: "patient" }}>
      <h1 className="visually-hidden">Comments</h1>
      <SentCommentsView
        comments={comments.map((comment, place) => ({
          ...comment,
          ...of,
          sentAtMs: NOW_MS,
          clip: withMovement && place === 0 ? clipAround(comment.atMs) : null,
        }))}
      />
    </PageShell>
  );
}

/** On its way through the movement that was sent. */
function Moving() {
  const { comments, curve, figures } = useMemo(squatsLookedBackAt, []);
  const [comment] = comments;
  const clip = useMemo(() => clipAround(comment?.atMs ?? 0), [comment]);
  const moved = useMemo(() => {
    const within = curve.atMs.flatMap((atMs, index) =>
      atMs >= clip.fromMs && atMs <= clip.untilMs ? [[atMs, figures.bodyAt(index)] as const] : [],
    );
    return {
      atMs: within.map(([atMs]) => atMs),
      figures: within.map(([, body]) => (body === undefined ? null : stillOf(body))),
    };
  }, [curve, figures, clip]);
  if (comment === undefined) return null;
  return (
    <PageShell person={{ ...person, name: "Ana", role: "patient" }}>
      <h1 className="visually-hidden">Comments</h1>
      <div style={{ display: "grid", gap: 12, maxWidth: 420 }}>
        <ClipView comment={{ ...comment, clip }} figures={moved} begun />
      </div>
    </PageShell>
  );
}

const clipAround = (atMs: number) => ({ fromMs: atMs - 3_000, untilMs: atMs + 3_000, picture: null });

function stillOf({ aspect, points, stride }: DrawnBody): StillFigure {
  const places = Array.from({ length: 33 }, (_, i) => [points[stride * i] ?? 0, points[stride * i + 1] ?? 0]);
  return { aspect, points: places.flat(), visibility: Array.from({ length: 33 }, () => 255) };
}

export const screens: Screens = {
  review: () => <Looking custody={KEPT} />,
  "review-drawn": () => <Looking drawn />,
  "review-stands": () => <Looking drawn still />,
  "review-late": () => <Looking drawn late />,
  "review-writing": () => <Looking writing />,
  "review-no-movement": () => <Looking seen={NO_MOVEMENT} />,
  "review-no-repetition": () => <Looking change={NOTHING_COUNTED} seen={OTHERWISE} />,
  "review-no-sets": () => (
    <PageShell person={person} wide>
      <ReviewView
        review={reviewOf([], [])}
        exercises={EXERCISES}
        chosen={undefined}
        recorded={[]}
        onChoose={() => undefined}
        custody={<CustodyPanel custody={NOTHING_KEPT} name="Ana Albers" personId="ana" onDecide={nothing} />}
      >
        {null}
      </ReviewView>
    </PageShell>
  ),
  "custody-held": () => <Custody custody={HELD} />,
  "custody-with-therapist": () => <Custody custody={KEPT} therapist={DESTROYED} />,
  "custody-destroyed": () => <Custody custody={DESTROYED} />,
  "custody-hold": () => <Custody custody={KEPT} asked="hold" />,
  "custody-release": () => <Custody custody={HELD} asked="release" />,
  "custody-destroy": () => <Custody custody={KEPT} asked="destroy" />,
  "review-sending": () => (
    <PageShell person={person} wide>
      <h1 className="visually-hidden">Review</h1>
      <div style={{ maxWidth: 420 }}>
        <SendForm name="Ana Albers" choices={SENT_WITH} onSend={() => undefined} onLeave={() => undefined} />
      </div>
    </PageShell>
  ),
  "sent-comments": () => <Sent />,
  "sent-comments-movement": () => <Sent withMovement />,
  "sent-comments-moving": () => <Moving />,
};
