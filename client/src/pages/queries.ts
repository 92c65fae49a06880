// What the pages read from the server, each with its key: the cache is shared by every page.
import type {
  Catalogue,
  CataloguePage,
  ExerciseLibrary,
  Me,
  PatientHome,
  SessionListing,
  SessionSummary,
} from "@ensemble/shared/protocol/http-messages.ts";
import type { OperatorReport } from "@ensemble/shared/protocol/operator-report.ts";
import { QueryClient, queryOptions } from "@tanstack/react-query";
import { askServer, Refused } from "./ask-server.ts";

/** Processes are given a second to tell of themselves. */
const OPERATOR_ANSWERS_WITHIN_MS = 5_000;

export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A refusal stays a refusal; only silence is worth asking again.
        retry: (times, error) => times < 2 && error instanceof Refused && error.code === "network",
        staleTime: 15_000,
      },
    },
  });
}

export const meQuery = queryOptions({ queryKey: ["me"], queryFn: () => askServer<Me>("/api/me"), staleTime: 300_000 });

export const homeQuery = queryOptions({ queryKey: ["home"], queryFn: () => askServer<PatientHome>("/api/home") });

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: () => askServer<readonly SessionListing[]>("/api/sessions"),
  refetchInterval: 15_000,
});

/** Not tried again at once: the next look comes anyway, and that there was no answer is what the page tells. */
export const operatorQuery = queryOptions({
  queryKey: ["operator"],
  queryFn: () => askServer<OperatorReport>("/api/operator", undefined, OPERATOR_ANSWERS_WITHIN_MS),
  refetchInterval: 2_000,
  staleTime: 0,
  retry: false,
});

export const exercisesQuery = queryOptions({
  queryKey: ["exercises"],
  queryFn: () => askServer<ExerciseLibrary>("/api/exercises"),
  staleTime: Number.POSITIVE_INFINITY,
});

export const libraryQuery = queryOptions({
  queryKey: ["library"],
  queryFn: () => askServer<Catalogue>("/api/library"),
  staleTime: 300_000,
});

export const libraryExerciseQuery = (exerciseId: string) =>
  queryOptions({
    queryKey: ["library", exerciseId],
    queryFn: () => askServer<CataloguePage>(`/api/library/${encodeURIComponent(exerciseId)}`),
    staleTime: 300_000,
  });

export const summaryQuery = (groupSessionId: string) =>
  queryOptions({
    queryKey: ["summary", groupSessionId],
    queryFn: () => askServer<SessionSummary>(`/api/sessions/${encodeURIComponent(groupSessionId)}/summary`),
  });
