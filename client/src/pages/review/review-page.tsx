// Looking back at one patient's session, by its address; for therapists of the class.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { RecordingListing } from "@ensemble/shared/protocol/http-messages.ts";
import type { ReviewedSet, SessionReview } from "@ensemble/shared/protocol/review-messages.ts";
import { Skeleton, Stack } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { AskAgain } from "../../ui/ask-again.tsx";
import { PageLoading } from "../../ui/page-loading.tsx";
import { PageShell } from "../../ui/page-shell.tsx";
import { SignedIn } from "../signed-in.tsx";
import { CustodyPanel } from "./custody-panel.tsx";
import { createFigureSource } from "./figure-source.ts";
import { recordedSpans } from "./recording-rules.ts";
import {
  type CustodyDecision,
  curveQuery,
  custodyQuery,
  decideComment,
  decideCustody,
  isMissing,
  loadFigures,
  recordingsQuery,
  reviewQuery,
  writeComment,
} from "./review-queries.ts";
import { ReviewView } from "./review-view.tsx";
import { type AskedMoment, SetReview } from "./set-review.tsx";

/** Also where they do not come: there is the figure. */
const NO_RECORDINGS: readonly RecordingListing[] = [];

export function ReviewPage() {
  const { groupSessionId, participantId } = useParams({ strict: false });
  if (groupSessionId === undefined || participantId === undefined) return <PageLoading />;
  return (
    <SignedIn loading={<PageLoading />}>
      {(me, exercises) => (
        <PageShell person={me} wide>
          <Review groupSessionId={groupSessionId} personId={participantId} exercises={exercises} />
        </PageShell>
      )}
    </SignedIn>
  );
}

interface Asked {
  readonly groupSessionId: string;
  readonly personId: string;
  readonly exercises: readonly TrackedExercise[];
}

function Review(whose: Asked) {
  const { groupSessionId, personId, exercises } = whose;
  const review = useQuery(reviewQuery(groupSessionId, personId));
  const recordings = useQuery(recordingsQuery(groupSessionId));
  const [asked, setAsked] = useState<AskedMoment>();
  if (review.isPending) return <Loading />;
  if (review.isError) return <AskAgain code={review.error.message} onRetry={() => void review.refetch()} />;
  const chosen = review.data.sets.find(({ setId }) => setId === asked?.setId) ?? review.data.sets[0];
  const listed = recordings.data ?? NO_RECORDINGS;
  return (
    <ReviewView
      review={review.data}
      exercises={exercises}
      chosen={chosen}
      recorded={recordedSpans(listed, review.data.participantId)}
      onChoose={({ setId }, atMs) => setAsked({ setId, atMs })}
      custody={
        <>
          <Custody groupSessionId={groupSessionId} personId={personId} patientName={review.data.name} />
          {review.data.therapistIds.map((therapistId) => (
            <Custody key={therapistId} groupSessionId={groupSessionId} personId={therapistId} />
          ))}
        </>
      }
    >
      {chosen === undefined ? null : (
        <Chosen
          key={chosen.setId}
          {...whose}
          review={review.data}
          set={chosen}
          recordings={listed}
          recordingsLate={isMissing(recordings)}
          asked={asked?.setId === chosen.setId ? asked : undefined}
        />
      )}
    </ReviewView>
  );
}

function Chosen({
  groupSessionId,
  personId,
  exercises,
  review,
  set,
  recordings,
  recordingsLate,
  asked,
}: Asked & {
  review: SessionReview;
  set: ReviewedSet;
  recordings: readonly RecordingListing[];
  recordingsLate: boolean;
  asked: AskedMoment | undefined;
}) {
  const queries = useQueryClient();
  const curve = useQuery(curveQuery(groupSessionId, personId, set.setId));
  const frames = curve.data?.frames;
  const figures = useMemo(
    () =>
      createFigureSource(
        frames ?? [],
        (fromFrame) => loadFigures(groupSessionId, personId, set.setId, fromFrame),
        () => performance.now(),
      ),
    [frames, groupSessionId, personId, set.setId],
  );
  if (curve.isPending) return <Loading />;
  if (curve.isError) return <AskAgain code={curve.error.message} onRetry={() => void curve.refetch()} />;
  const reload = () => queries.invalidateQueries({ queryKey: ["review", groupSessionId, personId], exact: true });
  return (
    <SetReview
      review={review}
      set={set}
      exercise={exercises.find((each) => each.id === set.exerciseId)}
      curve={curve.data}
      figures={figures}
      recordings={recordings}
      recordingsLate={recordingsLate}
      asked={asked}
      onComment={async (body) => {
        await writeComment(groupSessionId, personId, body);
        await reload();
      }}
      onDecide={async (commentId, decision) => {
        await decideComment(commentId, decision);
        await reload();
      }}
    />
  );
}

/** Without `patientName`: of a therapist, shown where something was recorded. */
function Custody({ groupSessionId, personId, patientName }: Omit<Asked, "exercises"> & { patientName?: string }) {
  const queries = useQueryClient();
  const asked = custodyQuery(groupSessionId, personId);
  const custody = useQuery(asked);
  const isTherapist = patientName === undefined;
  if (custody.isPending) return null;
  if (custody.isError) return <AskAgain code={custody.error.message} onRetry={() => void custody.refetch()} />;
  const decide = async (decision: CustodyDecision) => {
    try {
      queries.setQueryData(asked.queryKey, await decideCustody(groupSessionId, personId, decision));
    } catch (refused) {
      // What was decided over is not as it was shown: somebody else was there, or it was done in part.
      await custody.refetch();
      throw refused;
    } finally {
      // A picture that was destroyed is not there to be played any more.
      await queries.invalidateQueries({ queryKey: recordingsQuery(groupSessionId).queryKey });
    }
  };
  if (isTherapist && custody.data.recordings.length === 0) return null;
  return (
    <CustodyPanel
      custody={custody.data}
      name={patientName ?? custody.data.name}
      personId={personId}
      isTherapist={isTherapist}
      onDecide={decide}
    />
  );
}

function Loading() {
  const { t } = useTranslation();
  return (
    <Stack role="status" aria-label={t("shell.loading")}>
      <Skeleton h={420} radius="lg" />
      <Skeleton h={180} radius="lg" />
    </Stack>
  );
}
