// Sign-in and both homes, full, empty, loading and failed.
import type { PatientHome, SessionListing } from "@ensemble/shared/protocol/http-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { ReactNode } from "react";
import { HomeLoading } from "../src/pages/home/home-loading.tsx";
import { PatientHomeView } from "../src/pages/home/patient-home-view.tsx";
import { TherapistHomeView } from "../src/pages/home/therapist-home-view.tsx";
import { StandingConsent } from "../src/pages/patient/standing-consent.tsx";
import { type SignInState, SignInView } from "../src/pages/sign-in/sign-in-view.tsx";
import { AskAgain } from "../src/ui/ask-again.tsx";
import { PageFailed } from "../src/ui/page-failed.tsx";
import { PageShell } from "../src/ui/page-shell.tsx";
import { NOW_MS } from "./fixture-session.ts";
import type { Screens } from "./main.tsx";

const HOUR_MS = 3_600_000;

function listing(id: string, startsInHours: number, changes: Partial<SessionListing> = {}): SessionListing {
  return {
    groupSessionId: id as GroupSessionId,
    title: "Knee group",
    startsAtMs: NOW_MS + startsInHours * HOUR_MS,
    phase: "lobby",
    ended: false,
    therapistName: "Miriam Okafor",
    patients: 6,
    present: 0,
    demonstration: false,
    ...changes,
  };
}

const sessions: SessionListing[] = [
  listing("now", -0.2, { phase: "exercise", present: 4 }),
  listing("demo", -2, {
    title: "Demo class with simulated patients",
    demonstration: true,
    phase: "exercise",
    present: 6,
  }),
  listing("afternoon", 4, { title: "Shoulder group, after rotator cuff repair" }),
  listing("next", 49, { title: "Balance and gait" }),
  listing("past1", -48, { ended: true, phase: "summary" }),
  listing("past2", -120, { ended: true, phase: "summary", title: "Shoulder group, after rotator cuff repair" }),
];

const pattern = "x-xxp-x" + "xx-xxx.";
const home: PatientHome = {
  streakDays: 5,
  days: [...pattern].map((letter, index) => ({
    day: new Date(NOW_MS - (13 - index) * 24 * HOUR_MS).toISOString().slice(0, 10),
    exercised: letter === "x",
    planned: letter !== "-",
  })),
  sessions: sessions.filter((each) => each.groupSessionId !== "demo"),
};

const shell = (name: string, content: ReactNode) => (
  <PageShell
    person={{ name, clinicName: "Praxis am Seepark", role: name === "Miriam Okafor" ? "therapist" : "patient" }}
  >
    {content}
  </PageShell>
);
const patient = (changes: Partial<PatientHome>, name = "Ana") =>
  shell(name, <PatientHomeView name={name} home={{ ...home, ...changes }} nowMs={NOW_MS} />);

const signIn = (state: SignInState) => () => <SignInView state={state} onRetry={() => undefined} />;

export const screens: Screens = {
  "sign-in-asking": signIn("asking"),
  "sign-in-welcome": signIn("noLink"),
  "sign-in-expired": signIn("expired"),
  "sign-in-invalid": signIn("invalid"),
  "sign-in-no-answer": signIn("noAnswer"),
  "sign-in-not-storing": signIn("notStoring"),
  "signed-out": signIn("signedOut"),
  "page-missing": () => <PageFailed />,
  "patient-home": () => patient({}),
  "patient-home-standing-consent": () =>
    shell(
      "Ana",
      <PatientHomeView name="Ana" home={home} nowMs={NOW_MS}>
        <StandingConsent
          untilMs={NOW_MS + 71 * 24 * HOUR_MS}
          nowMs={NOW_MS}
          busy={false}
          refused={undefined}
          onTakeBack={() => undefined}
        />
      </PatientHomeView>,
    ),
  "patient-home-later": () => patient({ sessions: [sessions[2] as SessionListing, sessions[4] as SessionListing] }),
  "patient-home-new": () =>
    patient(
      { streakDays: 0, sessions: [], days: home.days.map((day) => ({ ...day, exercised: false, planned: false })) },
      "Fay-Luise von Sonnenschein-Hartmannsberger",
    ),
  "patient-home-free": () => patient({ sessions: [sessions[3] as SessionListing] }),
  "home-loading": () => shell("Ana", <HomeLoading />),
  "home-failed": () => shell("Ana", <AskAgain code="network" onRetry={() => undefined} />),
  "therapist-home": () =>
    shell("Miriam Okafor", <TherapistHomeView name="Miriam Okafor" sessions={sessions} nowMs={NOW_MS} />),
  "therapist-home-empty": () =>
    shell("Miriam Okafor", <TherapistHomeView name="Miriam Okafor" sessions={[]} nowMs={NOW_MS} />),
};
