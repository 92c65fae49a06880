// The exercises that a session can count, as its pages read them.
import { type HttpRoute, signedInRoute } from "../platform/http-route.ts";
import type { ExerciseLibrary } from "./exercise-library.ts";

export function exerciseRoutes<Caller>(library: ExerciseLibrary): readonly HttpRoute<Caller>[] {
  return [
    signedInRoute<Caller>({
      method: "GET",
      path: "/api/exercises",
      handle: async () => ({ body: library.tracked, packed: true, headers: { "cache-control": "private, no-cache" } }),
    }),
  ];
}
