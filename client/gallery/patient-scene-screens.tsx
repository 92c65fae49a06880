// The patient's screen with the real scene and the real demonstration: slow without a graphics card, so apart from the others.

import { OwnPicture } from "../src/pages/patient/own-picture.tsx";
import { PatientSession } from "../src/pages/patient/patient-session.tsx";
import { DemonstrationCanvas } from "../src/pages/session/demonstration-canvas.tsx";
import { GroupSceneCanvas } from "../src/pages/session/group-scene-canvas.tsx";
import { QUALITY_SETTINGS } from "../src/quality-rules.ts";
import type { Screens } from "./main.tsx";
import { Fixture, feedOf, Portrait, SQUAT_EXERCISE } from "./patient-fixtures.tsx";

export const screens: Screens = {
  "scene-patient-session": () => (
    <Fixture fixture={{}}>
      <PatientSession
        exercise={SQUAT_EXERCISE}
        counted
        weakLine={false}
        scene={<GroupSceneCanvas loop={undefined} quality={QUALITY_SETTINGS.full} />}
        ownPicture={<OwnPicture feed={feedOf()} />}
        demonstration={<DemonstrationCanvas exercise={SQUAT_EXERCISE} quality={QUALITY_SETTINGS.full} />}
        therapistPicture={<Portrait />}
        peers={[]}
      />
    </Fixture>
  ),
};
