// Every state of the patient's screens: lobby, class, questions at the end.
import { annotationsToWire } from "@ensemble/shared/protocol/annotation-form.ts";
import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ReactNode } from "react";
import { HeldScreen } from "../src/pages/patient/held-screen.tsx";
import { LOBBY_START, type LobbyMemory } from "../src/pages/patient/lobby-steps.ts";
import { OwnTile } from "../src/pages/patient/own-tile.tsx";
import { PatientLobby } from "../src/pages/patient/patient-lobby.tsx";
import { PatientSession, type PatientSessionProps } from "../src/pages/patient/patient-session.tsx";
import { ReloadPage } from "../src/pages/patient/reload-needed.tsx";
import { NoPicture } from "../src/pages/session/no-picture.tsx";
import { CallProvider, NO_CALL } from "../src/ui/call-context.tsx";
import { EXERCISES } from "./fixture-exercises.ts";
import { clinicalOf, idOf, NOW_MS, PATIENTS, participantOf, SQUAT, THERAPIST, viewOf } from "./fixture-session.ts";
import type { Screens } from "./main.tsx";
import { End, Pages } from "./patient-course.tsx";
import {
  Demonstration,
  Fixture,
  feedOf,
  type PatientFixture,
  PERSON,
  Portrait,
  readingOf,
  Shore,
  SQUAT_EXERCISE,
} from "./patient-fixtures.tsx";

const nothing = () => undefined;
const LEG_RAISE = EXERCISES.find((each) => each.id === "hip-abduction") ?? SQUAT_EXERCISE;
const LEGS = {
  clinical: { side: "right" },
  view: { exerciseId: LEG_RAISE.id as NonNullable<SessionView["exerciseId"]> },
} satisfies PatientFixture;
const IN_LOBBY: PatientFixture = { view: { phase: "lobby", set: undefined }, me: { ready: false } };
export const CHECKED: LobbyMemory = { ...LOBBY_START, devicesChecked: true };
/** No line: commands wait. */
const AWAY: PatientFixture = { session: { status: "reconnecting" }, unanswered: true };
const THERE = { takenById: undefined, patientAgrees: false, therapistAgrees: false };

/** As a patient's device has the others: of their stops it knows nothing. */
const UNHURT: Partial<SessionView> = {
  participants: [
    THERAPIST,
    participantOf("Ana", 0),
    ...PATIENTS.slice(1).map((each) => ({ ...each, stopped: false, clinical: undefined })),
  ],
};

export function Lobby(props: {
  fixture: PatientFixture;
  feed?: ReturnType<typeof feedOf>;
  withoutCamera?: boolean;
  call?: PatientSessionProps["call"];
  start?: LobbyMemory;
}) {
  return (
    <Fixture fixture={{ ...IN_LOBBY, ...props.fixture, me: { ...IN_LOBBY.me, ...props.fixture.me } }}>
      <PatientLobby
        person={PERSON}
        feed={props.feed}
        withoutCamera={props.withoutCamera ?? false}
        call={props.call ?? "connected"}
        onOpenCamera={nothing}
        onWithoutCamera={nothing}
        start={props.start ?? LOBBY_START}
      />
    </Fixture>
  );
}

export function Session({
  fixture = {},
  ...changes
}: { fixture?: PatientFixture } & Partial<PatientSessionProps>): ReactNode {
  return (
    <Fixture fixture={fixture}>
      <PatientSession
        exercise={SQUAT_EXERCISE}
        counted
        call="connected"
        scene={<Shore />}
        ownPicture={<OwnTile feed={feedOf()} />}
        demonstration={<Demonstration />}
        therapistPicture={<Portrait />}
        peers={[]}
        {...changes}
      />
    </Fixture>
  );
}

const own = (changes: Partial<ReturnType<typeof ownOf>> = {}) => ({ session: { own: ownOf(changes) } });
function ownOf(changes: {
  repetitions?: number;
  pending?: number;
  cue?: string;
  reading?: ReturnType<typeof readingOf>;
}) {
  return { repetitions: 7, pending: 0, cue: "", reading: readingOf(), ...changes };
}

const DRAWN = annotationsToWire([{ annotationId: "1", tool: "target", joint: "leftKnee", degrees: 90, atMs: NOW_MS }]);

export const screens: Screens = {
  "patient-session-drawn-on": () => <Session fixture={{ clinical: { annotations: DRAWN } }} />,
  "patient-session-held": () => (
    <Session
      fixture={{ clinical: { annotations: DRAWN, held: true } }}
      heldPicture={<HeldScreen feed={feedOf()} therapistName={THERAPIST.name} />}
    />
  ),
  "patient-lobby-1-agreement": () => <Lobby fixture={{ clinical: { agreed: false, place: "" } }} />,
  "patient-lobby-1-agreement-away": () => <Lobby fixture={{ clinical: { agreed: false, place: "" }, ...AWAY }} />,
  "patient-lobby-2-whereabouts": () => <Lobby fixture={{ clinical: { place: "", emergencyContact: "" } }} />,
  "patient-lobby-3-devices": () => <Lobby fixture={{}} />,
  "patient-lobby-4-outline": () => <Lobby fixture={{}} feed={feedOf({ framing: "step_back" })} start={CHECKED} />,
  "patient-lobby-4-outline-dark": () => <Lobby fixture={{}} feed={feedOf({ framing: "too_dark" })} start={CHECKED} />,
  "patient-lobby-4-outline-backlit": () => <Lobby fixture={{}} feed={feedOf({ framing: "backlit" })} start={CHECKED} />,
  "patient-lobby-4-outline-green": () => <Lobby fixture={{}} feed={feedOf()} start={CHECKED} />,
  "patient-lobby-5-waiting": () => (
    <Lobby fixture={{ me: { ready: true }, view: { phase: "lobby", set: undefined, pictureMode: "everybody" } }} />
  ),
  "patient-lobby-5-waiting-pair": () => (
    <Lobby
      fixture={{
        me: { ready: true },
        clinical: { pairedWith: [1, 2] },
        view: { phase: "lobby", set: undefined, pictureMode: "pairs" },
      }}
    />
  ),
  "patient-lobby-5-waiting-alone": () => (
    <Lobby
      fixture={{
        view: {
          phase: "lobby",
          set: undefined,
          participants: [
            { ...THERAPIST, present: false },
            participantOf("Ana", 0, { ready: false, streakDays: undefined }),
          ],
        },
      }}
      withoutCamera
    />
  ),
  "patient-lobby-4-outline-away": () => (
    <Lobby fixture={AWAY} feed={feedOf({ framing: "step_back" })} start={CHECKED} />
  ),
  "patient-lobby-5-waiting-camera-lost": () => (
    <Lobby fixture={{ me: { ready: true } }} feed={feedOf({ status: "device_lost" })} start={CHECKED} />
  ),
  "patient-lobby-5-waiting-no-sound": () => (
    <Lobby fixture={{ me: { ready: true } }} feed={feedOf({ microphone: "no_device" })} call="away" start={CHECKED} />
  ),
  "patient-pages": () => <Pages />,
  "patient-session": () => <Session />,
  "patient-session-met": () => (
    <Session fixture={own({ reading: readingOf({ progress: 1, targetMet: true, phase: "peak" }) })} />
  ),
  "patient-session-pending": () => <Session fixture={own({ repetitions: 8, pending: 1 })} />,
  "patient-session-two-digits": () => (
    <Session
      fixture={{ ...own({ repetitions: 18, reading: readingOf({ progress: 0.3 }) }), me: { targetRepetitions: 24 } }}
    />
  ),
  "patient-session-hundred": () => (
    <Session fixture={{ ...own({ repetitions: 100 }), me: { targetRepetitions: 100, repetitions: 100 } }} />
  ),
  "patient-session-cue": () => <Session fixture={own({ cue: "knees_inward" })} />,
  "patient-session-tracking": () => (
    <Session fixture={own({ reading: readingOf({ tracking: "partial", trackingReason: "feet_out_of_picture" }) })} />
  ),
  "patient-session-begin": () => (
    <Session
      fixture={{
        ...own({ repetitions: 0, reading: readingOf({ phase: "waiting", progress: 0 }) }),
      }}
    />
  ),
  "patient-session-done": () => (
    <Session fixture={own({ repetitions: 10, reading: readingOf({ progress: 0, phase: "rest" }) })} />
  ),
  "patient-session-paused": () => (
    <Session
      fixture={{ view: { set: { ...viewOf().set, state: "paused" } as NonNullable<ReturnType<typeof viewOf>["set"]> } }}
    />
  ),
  "patient-session-reconnecting": () => (
    <Session fixture={{ session: { ...own({ repetitions: 8, pending: 1 }).session, status: "reconnecting" } }} />
  ),
  "patient-session-provisional": () => (
    <Session fixture={{ ...own({ repetitions: 8, pending: 1 }), view: { provisional: true } }} />
  ),
  "patient-session-weak": () => <Session call="reconnecting" />,
  "patient-session-no-sound": () => <Session call="away" />,
  "patient-session-blocked": () => <Session call="blocked" />,
  "patient-session-uncounted": () => (
    <Session counted={false} ownPicture={<OwnTile feed={undefined} />} fixture={own({ repetitions: 0 })} />
  ),
  "patient-session-camera-asking": () => <Session ownPicture={<OwnTile feed={feedOf({ status: "asking" })} />} />,
  "patient-session-camera-refused": () => (
    <Session counted={false} ownPicture={<OwnTile feed={feedOf({ status: "no_permission" })} />} />
  ),
  "patient-session-camera-covered": () => (
    <Session counted={false} ownPicture={<OwnTile feed={feedOf({ status: "no_picture" })} />} />
  ),
  "patient-session-frozen": () => <Session fixture={{ frozen: true }} />,
  "patient-session-backlit": () => <Session ownPicture={<OwnTile feed={feedOf({ framing: "backlit" })} />} />,
  "patient-session-microphone-lost": () => (
    <Session ownPicture={<OwnTile feed={feedOf({ microphone: "device_lost" })} />} />
  ),
  "patient-session-right": () => <Session exercise={LEG_RAISE} fixture={LEGS} />,
  "patient-session-right-cue": () => (
    <Session exercise={LEG_RAISE} call="away" fixture={{ ...LEGS, ...own({ cue: LEG_RAISE.errors[0]?.cue ?? "" }) }} />
  ),
  "patient-session-right-break": () => (
    <Session
      exercise={LEG_RAISE}
      fixture={{ ...LEGS, view: { ...LEGS.view, set: { ...viewOf().set, state: "finished" } as never } }}
    />
  ),
  "patient-session-right-soon": () => (
    <Session exercise={LEG_RAISE} fixture={{ ...LEGS, view: { ...LEGS.view, set: undefined }, me: { points: 0 } }} />
  ),
  "patient-session-shared": () => (
    <Session
      fixture={{ view: { pictureMode: "everybody" }, me: { pictureConsent: true, microphoneToGroup: true } }}
      peers={PATIENTS.slice(1, 5).map((peer, index) => ({
        participantId: peer.participantId,
        picture: <Portrait hue={index * 70 + 20} />,
      }))}
    />
  ),
  "patient-session-shared-weak": () => (
    <CallProvider call={{ ...NO_CALL, isLineWeak: (id) => id === PATIENTS[2]?.participantId }}>
      <Session
        fixture={{ view: { pictureMode: "everybody" }, me: { pictureConsent: true, microphoneToGroup: true } }}
        peers={PATIENTS.slice(1, 5).map((peer, index) => ({
          participantId: peer.participantId,
          picture: index === 1 ? <NoPicture name={peer.name} lineWeak /> : <Portrait hue={index * 70 + 20} />,
        }))}
      />
    </CallProvider>
  ),
  "patient-session-pair": () => (
    <Session
      fixture={{ view: { pictureMode: "pairs" }, me: { pictureConsent: true }, clinical: { pairedWith: [1] } }}
      peers={PATIENTS.slice(1, 2).map((peer) => ({
        participantId: peer.participantId,
        picture: <Portrait hue={20} />,
      }))}
    />
  ),
  "patient-session-pair-private": () => (
    <Session fixture={{ view: { pictureMode: "pairs" }, clinical: { pairedWith: [1, 5] } }} />
  ),
  "patient-session-pair-of-three": () => (
    <Session
      fixture={{ view: { pictureMode: "pairs" }, me: { pictureConsent: true }, clinical: { pairedWith: [1, 5] } }}
    />
  ),
  "patient-session-sound-only": () => (
    <Session fixture={{ me: { lineQuality: "poor" }, clinical: { pictureStep: "audioOnly" } }} />
  ),
  "patient-session-uncounted-simpler": () => (
    <Session
      counted={false}
      ownPicture={<OwnTile feed={undefined} />}
      fixture={{ me: { lineQuality: "poor" }, clinical: { pictureStep: "lower" } }}
    />
  ),
  "patient-session-too-slow": () => (
    <Session fixture={{ me: { lineQuality: "poor" }, clinical: { pictureStep: "lower", stepCause: "narrowUp" } }} />
  ),
  "patient-session-provisional-sound-only": () => (
    <Session
      fixture={{
        ...own({ repetitions: 8, pending: 1 }),
        view: { provisional: true },
        me: { lineQuality: "poor" },
        clinical: { pictureStep: "audioOnly" },
      }}
    />
  ),
  "patient-session-break-simpler": () => (
    <Session
      fixture={{
        view: { provisional: true, set: { ...viewOf().set, state: "finished" } as never },
        clinical: { pictureStep: "lowest" },
      }}
    />
  ),
  "patient-session-line-good": () => <Session fixture={{ me: { lineQuality: "good" } }} />,
  "patient-session-line-gone": () => (
    <Session
      fixture={{
        view: {
          participants: [
            { ...THERAPIST, lineQuality: "poor" },
            participantOf("Ana", 0, { lineQuality: "lost", clinical: clinicalOf({ pictureStep: "reconnecting" }) }),
            ...PATIENTS.slice(1),
          ],
        },
      }}
    />
  ),
  "patient-session-figure-only": () => <Session fixture={{ view: { therapistStep: "poseOnly" } }} />,
  /** Pressed, its switches show that they wait. */
  "patient-session-unanswered": () => <Session fixture={{ view: { pictureMode: "everybody" }, unanswered: true }} />,
  "patient-session-private-word-mine": () => (
    <Session fixture={{ view: { privateWord: true }, clinical: { inPrivateWord: true } }} />
  ),
  "patient-session-private-word-other": () => <Session fixture={{ view: { privateWord: true } }} />,
  "patient-lobby-5-private-word": () => (
    <Lobby
      fixture={{ me: { ready: true }, view: { phase: "lobby", set: undefined, privateWord: true } }}
      start={CHECKED}
    />
  ),
  "patient-session-private": () => <Session fixture={{ view: { pictureMode: "everybody" } }} />,
  "patient-session-break": () => (
    <Session fixture={{ view: { set: { ...viewOf().set, state: "finished" } as never } }} />
  ),
  "patient-session-break-reconnecting": () => (
    <Session fixture={{ view: { set: { ...viewOf().set, state: "finished" } as never }, ...AWAY }} />
  ),
  "patient-session-break-outdated": () => (
    <Session
      fixture={{
        view: { set: { ...viewOf().set, state: "finished" } as never, ...UNHURT },
        session: { outdated: true },
      }}
    />
  ),
  "patient-session-soon-outdated": () => (
    <Session
      fixture={{
        view: { set: undefined, balloon: 0, exerciseId: SQUAT, ...UNHURT },
        me: { points: 0 },
        session: { outdated: true },
      }}
    />
  ),
  "patient-session-too-old": () => <Session fixture={{ session: { status: "tooOld" } }} />,
  "patient-session-too-old-stopped": () => <Session fixture={{ session: { status: "tooOld", stoppedHere: true } }} />,
  "patient-lobby-too-old": () => (
    <Fixture fixture={IN_LOBBY}>
      <ReloadPage need="tooOld" />
    </Fixture>
  ),
  "patient-lobby-outdated": () => (
    <Lobby
      fixture={{
        me: { ready: true },
        view: { phase: "lobby", set: undefined, ...UNHURT },
        session: { outdated: true },
      }}
    />
  ),
  "patient-session-break-left": () => (
    <Session fixture={{ view: { set: { ...viewOf().set, state: "finished" } as never }, me: { standing: "hidden" } }} />
  ),
  "patient-session-soon": () => (
    <Session fixture={{ view: { set: undefined, balloon: 0, exerciseId: SQUAT }, me: { points: 0 } }} />
  ),
  "patient-session-stopped-telling": () => <Session fixture={{ session: { stoppedHere: true } }} />,
  "patient-session-stopped-offline": () => (
    <Session fixture={{ session: { stoppedHere: true, status: "reconnecting" } }} />
  ),
  "patient-session-stopped-told": () => <Session fixture={{ me: { stopped: true }, clinical: { stop: THERE } }} />,
  "patient-session-stopped-told-offline": () => (
    <Session fixture={{ me: { stopped: true }, clinical: { stop: THERE }, ...AWAY }} />
  ),
  "patient-session-stopped-taken": () => (
    <Session fixture={{ me: { stopped: true }, clinical: { stop: { ...THERE, takenById: idOf("therapist") } } }} />
  ),
  "patient-session-stopped-agreed": () => (
    <Session
      fixture={{
        me: { stopped: true },
        clinical: { stop: { ...THERE, takenById: idOf("therapist"), therapistAgrees: true } },
      }}
    />
  ),
  "patient-session-stopped-waiting": () => (
    <Session fixture={{ me: { stopped: true }, clinical: { stop: { ...THERE, patientAgrees: true } } }} />
  ),
  "patient-end-1-pain": () => <End clinical={{}} />,
  "patient-end-2-effort": () => <End clinical={{ pain: 3 }} />,
  "patient-end-3-thanks": () => <End clinical={{ pain: 3, effort: 5 }} />,
};
