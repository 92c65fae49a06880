export { careRoutes } from "./care-routes.ts";
export { createExerciseDayStore } from "./exercise-day-store.ts";
export { readStreak } from "./read-streak.ts";
