// The library: full, narrowed down, empty, loading and failed.

import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import type { Role } from "@ensemble/shared/session/identifiers.ts";
import { type ReactNode, useState } from "react";
import { ExerciseLoading } from "../src/pages/library/exercise-loading.tsx";
import { ExerciseUnknown } from "../src/pages/library/exercise-unknown.tsx";
import { ExerciseView } from "../src/pages/library/exercise-view.tsx";
import { NO_FILTERS } from "../src/pages/library/filter-rules.ts";
import { ASK_NOTHING, type LibraryAsk } from "../src/pages/library/library-address.ts";
import { LibraryLoading } from "../src/pages/library/library-loading.tsx";
import { LibraryView } from "../src/pages/library/library-view.tsx";
import { AskAgain } from "../src/ui/ask-again.tsx";
import { PageShell } from "../src/ui/page-shell.tsx";
import { LIBRARY } from "./fixture-exercises.ts";
import { CATALOGUE, pageOf } from "./fixture-library.ts";
import type { Screens } from "./main.tsx";

const shell = (content: ReactNode, role: Role = "therapist") => (
  <PageShell
    person={{ name: role === "therapist" ? "Miriam Okafor" : "Ana", clinicName: "Praxis am Seepark", role }}
    wide
  >
    {content}
  </PageShell>
);

function Library({ asked = ASK_NOTHING }: { asked?: LibraryAsk }) {
  const [ask, setAsk] = useState(asked);
  return <LibraryView catalogue={CATALOGUE} ask={ask} onAsk={setAsk} />;
}

const getExercise = (id: string): Exercise => {
  const found = LIBRARY.find((exercise) => exercise.id === id);
  if (found === undefined) throw new Error(`the library has no ${id}`);
  return found;
};
/** The shipped one as if nobody but the person themselves counted it. */
const uncounted = (id: string, tracking: "clock" | "self"): Exercise => {
  const { errors, ...exercise } = getExercise(id);
  return {
    ...exercise,
    tracking,
    errors: errors.map(({ cue, name, cueText, bodyPart, variant }) => ({ cue, name, cueText, bodyPart, variant })),
    dose: tracking === "clock" ? { ...exercise.dose, holdSeconds: 30 } : exercise.dose,
    review: "reviewed",
  };
};
const exercise = (shown: Exercise, flat: boolean, role?: Role) => () =>
  shell(<ExerciseView page={pageOf(shown)} reader={role ?? "therapist"} flat={flat} />, role);

export const screens: Screens = {
  library: () => shell(<Library />),
  "library-filtered": () =>
    shell(
      <Library
        asked={{
          typed: "",
          filters: { ...NO_FILTERS, region: ["hip", "knee"], difficulty: ["1", "2"], condition: ["low_back_disc"] },
        }}
      />,
    ),
  "library-empty": () =>
    shell(<Library asked={{ typed: "handstand", filters: { ...NO_FILTERS, position: ["sitting"] } }} />),
  "library-loading": () => shell(<LibraryLoading />),
  "library-failed": () => shell(<AskAgain code="network" onRetry={() => undefined} />),
  "library-exercise": exercise(getExercise("squat"), true),
  "library-exercise-patient": exercise(getExercise("hip-abduction"), true, "patient"),
  "library-exercise-not-counted-error": exercise(getExercise("biceps-curl"), true),
  "library-exercise-uncounted": exercise(uncounted("trunk-rotation", "self"), true),
  "library-exercise-lying": exercise(uncounted("sit-up", "clock"), true),
  "library-exercise-loading": () => shell(<ExerciseLoading />),
  "library-exercise-unknown": () => shell(<ExerciseUnknown reader="therapist" />),
  "scene-library-standing": exercise(getExercise("squat"), false),
  "scene-library-sitting": exercise(getExercise("sit-to-stand"), false),
  "scene-library-lying": exercise(getExercise("sit-up"), false),
  "scene-library-hanging": exercise(getExercise("pull-up"), false),
  "scene-library-side-lying": exercise(getExercise("clamshell"), false),
  "scene-library-kneeling": exercise(getExercise("hip-flexor-stretch"), false),
  "scene-library-leaning": exercise(getExercise("push-up"), false),
  "scene-library-quadruped": exercise(getExercise("fire-hydrant"), false),
};
