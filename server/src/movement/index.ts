export { type ExerciseCatalogue, loadExerciseCatalogue } from "./exercise-catalogue.ts";
export { type ExerciseLibrary, loadExerciseLibrary, readTrackedExercises } from "./exercise-library.ts";
export { exerciseRoutes } from "./exercise-routes.ts";
export { libraryRoutes } from "./library-routes.ts";
export { loadProtocolLibrary, type ProtocolLibrary } from "./protocol-library.ts";
export { protocolRoutes } from "./protocol-routes.ts";
