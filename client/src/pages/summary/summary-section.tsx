// The summary of one session, loaded and shown for one's role; while people still answer the last questions it is asked for again.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { Role } from "@ensemble/shared/session/identifiers.ts";
import { Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { AskAgain } from "../../ui/ask-again.tsx";
import { summaryQuery } from "../queries.ts";
import { SentComments } from "../review/sent-comments.tsx";
import { PatientSummaryView } from "./patient-summary-view.tsx";
import { TherapistSummaryView } from "./therapist-summary-view.tsx";

const LIVE_REFRESH_MS = 4_000;

export function SummarySection(props: {
  groupSessionId: string;
  reader: Role;
  exercises: readonly TrackedExercise[];
  live?: boolean;
}) {
  const { t } = useTranslation();
  const summary = useQuery({
    ...summaryQuery(props.groupSessionId),
    ...(props.live ? { refetchInterval: LIVE_REFRESH_MS, staleTime: 0 } : {}),
  });
  if (summary.isPending) {
    return (
      <Stack role="status" aria-label={t("shell.loading")}>
        <Skeleton h={80} radius="lg" />
        <Skeleton h={260} radius="lg" />
      </Stack>
    );
  }
  if (summary.isError) return <AskAgain code={summary.error.message} onRetry={() => void summary.refetch()} />;
  return props.reader === "therapist" ? (
    <TherapistSummaryView summary={summary.data} exercises={props.exercises} />
  ) : (
    <Stack gap="lg">
      <PatientSummaryView summary={summary.data} exercises={props.exercises} titled={!props.live} />
      {props.live ? null : <SentComments of={props.groupSessionId} />}
    </Stack>
  );
}
