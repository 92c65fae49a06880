// From the lobby into the class, and its end: what the other screens of a patient lie between.
import type { ReactNode } from "react";
import { PatientEnd } from "../src/pages/patient/patient-end.tsx";
import { PatientPages } from "../src/pages/patient/patient-pages.tsx";
import { EXERCISES } from "./fixture-exercises.ts";
import { type clinicalOf, NOW_MS } from "./fixture-session.ts";
import { Demonstration, Fixture, PERSON, Portrait, Shore } from "./patient-fixtures.tsx";

/** Without devices. */
export function Pages(): ReactNode {
  return (
    <Fixture fixture={{ view: { phase: "lobby", set: undefined }, me: { ready: false }, begins: true }}>
      <PatientPages
        person={PERSON}
        exercises={EXERCISES}
        feed={undefined}
        onOpenDevices={() => undefined}
        call="connected"
        scene={<Shore />}
        demonstration={<Demonstration />}
        therapistPicture={<Portrait />}
        peers={[]}
        summary={null}
      />
    </Fixture>
  );
}

export function End({ clinical }: { clinical: Parameters<typeof clinicalOf>[0] }): ReactNode {
  return (
    <Fixture fixture={{ clinical: clinical ?? {}, view: { phase: "summary", set: undefined } }}>
      <PatientEnd summary={<section data-at={NOW_MS}>…</section>} />
    </Fixture>
  );
}
