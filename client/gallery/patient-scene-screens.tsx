// The patient's screen with the real scene, demonstration and devices: slow without a graphics card, so apart from the others.

import type { ClassMember } from "@ensemble/shared/protocol/http-messages.ts";
import { useState } from "react";
import { OwnPicture } from "../src/pages/patient/own-picture.tsx";
import { PatientSession } from "../src/pages/patient/patient-session.tsx";
import { DemonstrationCanvas } from "../src/pages/session/demonstration-canvas.tsx";
import { GroupSceneCanvas } from "../src/pages/session/group-scene-canvas.tsx";
import { PatientRoom } from "../src/pages/session/patient-room.tsx";
import { QUALITY_SETTINGS } from "../src/quality-rules.ts";
import { SessionProvider } from "../src/ui/session-context.tsx";
import { EXERCISES } from "./fixture-exercises.ts";
import { idOf, NOW_MS } from "./fixture-session.ts";
import type { Screens } from "./main.tsx";
import { connectionFor, Fixture, feedOf, type PatientFixture, Portrait, SQUAT_EXERCISE } from "./patient-fixtures.tsx";

const ANA: ClassMember = {
  personId: idOf("Ana"),
  role: "patient",
  name: "Ana Ruiz",
  nickname: "Heron",
  clinicName: "Praxis am Seepark",
  language: "en",
  signedInUntilMs: NOW_MS,
};

/** Everything but the server: the devices are the computer's own. */
function Room({ fixture }: { fixture: PatientFixture }) {
  const [connection] = useState(() => connectionFor(fixture));
  return (
    <SessionProvider connection={connection}>
      <PatientRoom connection={connection} me={ANA} exercises={EXERCISES} />
    </SessionProvider>
  );
}

function InClass({ exerciseId }: { exerciseId: string }) {
  const exercise = EXERCISES.find(({ id }) => id === exerciseId) ?? SQUAT_EXERCISE;
  return (
    <Fixture fixture={{}}>
      <PatientSession
        exercise={exercise}
        counted
        call="connected"
        scene={<GroupSceneCanvas loop={undefined} quality={QUALITY_SETTINGS.full} />}
        ownPicture={<OwnPicture feed={feedOf()} />}
        demonstration={<DemonstrationCanvas exercise={exercise} side="both" quality={QUALITY_SETTINGS.full} />}
        therapistPicture={<Portrait />}
        peers={[]}
      />
    </Fixture>
  );
}

export const screens: Screens = {
  "scene-patient-room-lobby": () => (
    <Room fixture={{ view: { phase: "lobby", set: undefined }, me: { ready: false } }} />
  ),
  "scene-patient-room-class": () => <Room fixture={{}} />,
  "scene-patient-session": () => <InClass exerciseId="squat" />,
  "scene-patient-session-lying": () => <InClass exerciseId="sit-up" />,
  "scene-patient-session-hanging": () => <InClass exerciseId="pull-up" />,
};
