export { type ExerciseLibrary, loadExerciseLibrary } from "./exercise-library.ts";
export { exerciseRoutes } from "./exercise-routes.ts";
