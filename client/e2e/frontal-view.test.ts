// A squat seen from the front: it is counted, the knee's range is called not measurable, and how far off the estimate is gets said.
import { type MeasurementMessage, WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { afterAll, describe, expect, it, vi } from "vitest";
import { joinAsSimulated, type SimulatedParticipant } from "../../server/src/demo/simulated-participant.ts";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { openPerson } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { medianOf, openSquatFilm, type SquatFilm } from "./support/squat-film.ts";
import { waitUntilCarried } from "./support/wait-until-carried.ts";

const SQUATS = 3;

describe("a patient who faces the camera", () => {
  let clinic: Clinic;
  let film: SquatFilm;
  let ana: Patient;
  let thea: SimulatedParticipant;
  keepEvidence(() => [ana]);
  afterAll(async () => {
    thea?.link.close();
    await ana?.close();
    await film?.close();
    await clinic?.close();
  });

  it("has squats counted, but not their depth", { timeout: 8 * 60_000 }, async () => {
    [film, clinic] = await Promise.all([
      openSquatFilm({ figure: "slim", viewDegrees: 0, repetitions: SQUATS }),
      openClinic(),
    ]);
    const { url, therapist, linkOf } = clinic;
    const patient = clinic.patients[0]!;
    const groupSessionId = await clinic.planClass("Knee group", [therapist, patient]);
    const measured: MeasurementMessage[] = [];
    // The therapist's seat without the therapist's screen: every repetition as it is sent there.
    thea = await joinAsSimulated({ url, groupSessionId, inviteLink: linkOf(therapist), source: "none" });
    thea.onMessage<MeasurementMessage>(WIRE.measurement, (message) => measured.push(message));
    ana = asPatient(await openPerson({ name: "ana", url, cameraFile: film.y4mPath }));
    await ana.arrive(linkOf(patient), groupSessionId, "standing well");
    const { link, state } = thea;
    await link.command({ name: "startPhase", phase: "exercise" });
    await link.command({ name: "chooseExercise", exerciseId: "squat" as never });
    await link.command({ name: "startSet" });
    await vi.waitFor(() => expect(state()?.setState).toBe("running"), PATIENCE);
    await ana.count.waitFor();
    await waitUntilCarried([ana]);
    await film.play();

    await expect.poll(() => ana.count.textContent(), PATIENCE).toBe(`${SQUATS} of 10`);
    await vi.waitFor(() => expect(measured).toHaveLength(SQUATS), PATIENCE);
    expect(measured.map((each) => each.rangeMeasurable)).toEqual(measured.map(() => false));
    const estimated = medianOf(measured.map((each) => each.attainedDegrees));
    console.info(
      `from the front: estimated ${estimated.toFixed(1)}°, true ${film.medianPeakDegrees.toFixed(1)}°, ` +
        `off by ${Math.abs(estimated - film.medianPeakDegrees).toFixed(1)}°`,
    );
    ana.expectNothingWrong();
  });
});
