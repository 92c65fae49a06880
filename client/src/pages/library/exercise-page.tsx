// One exercise of the library.
export function ExercisePage() {
  return null;
}
