export {
  createExerciseLibrary,
  type ExerciseLibrary,
  type LibraryExercise,
  loadExerciseLibrary,
} from "./exercise-library.ts";
export { exerciseRoutes } from "./exercise-routes.ts";
