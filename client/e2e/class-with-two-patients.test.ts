// The whole product once, as people meet it: one therapist and two patients in three browsers, from link to summary.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, describe, expect, it, vi } from "vitest";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { countFollowed } from "./support/count-followed.ts";
import { expectMovingPicture } from "./support/expect-moving-picture.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { LAPTOP, openPerson } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { openSquatFilm, SQUATS, type SquatFilm } from "./support/squat-film.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";
import { waitUntilCarried } from "./support/wait-until-carried.ts";

const MINUTE_MS = 60_000;
/** What the issue of a camera's estimate may be off by, at a view from which the knee can be measured. */
const RANGE_TOLERANCE_DEGREES = 10;

describe("a class with two patients", () => {
  let clinic: Clinic;
  let groupSessionId: GroupSessionId;
  let films: readonly SquatFilm[] = [];
  let thea: Therapist;
  let patients: readonly Patient[] = [];
  /** What the film's squats came to: ten each, where the machine lets both pages follow them all. */
  let counts: readonly number[] = [];
  const together = () => counts.reduce((sum, count) => sum + count, 0);
  keepEvidence(() => [thea, ...patients]);
  afterAll(async () => {
    for (const person of [thea, ...patients]) await person?.close();
    for (const film of films) await film.close();
    await clinic?.close();
  });
  const [ana, bruno] = ["Ana Kovač", "Bruno Weber"];

  it("brings everybody in by link and through the lobby", { timeout: 8 * MINUTE_MS }, async () => {
    [films, clinic] = await Promise.all([
      Promise.all([openSquatFilm({ figure: "slim" }), openSquatFilm({ figure: "sturdy" })]),
      openClinic(),
    ]);
    const { url, therapist, linkOf } = clinic;
    const members = clinic.patients.slice(0, 2);
    groupSessionId = await clinic.planClass("Knee group", [therapist, ...members]);
    thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
    patients = await Promise.all(
      films.map(async ({ y4mPath }, i) =>
        asPatient(await openPerson({ name: `patient-${i + 1}`, url, cameraFile: y4mPath })),
      ),
    );
    // All at once, as people come.
    await Promise.all([
      thea.arrive(linkOf(therapist), groupSessionId),
      ...patients.map((patient, i) => patient.arrive(linkOf(members[i]!), groupSessionId, "standing well")),
    ]);
    await thea.waitUntilReady(2);
  });

  it("counts each squat it was shown, on the server and on every screen alike", {
    timeout: 8 * MINUTE_MS,
  }, async () => {
    await thea.choose("Squat");
    for (const name of [ana, bruno]) await thea.setRepetitions(name, SQUATS);
    await thea.press("Start the set");
    for (const patient of patients) await expect.poll(() => patient.count.textContent(), PATIENCE).toBe("0 of 10");
    await waitUntilCarried(patients);
    const startedAtMs = performance.now();
    await Promise.all(films.map((film) => film.play()));
    const followed = films.map((film, i) => countFollowed(film, startedAtMs, patients[i]?.sentAtMs() ?? []));
    const atThea = () => Promise.all([ana, bruno].map(thea.countOf));
    await vi.waitFor(async () => {
      counts = await atThea();
      for (const [i, count] of counts.entries()) {
        expect(count).toBeGreaterThanOrEqual(Math.max(1, followed[i] ?? SQUATS));
        expect(count).toBeLessThanOrEqual(SQUATS);
      }
      const onOwnScreen = await Promise.all(patients.map((patient) => patient.count.textContent()));
      expect(onOwnScreen).toEqual(counts.map((count) => `${count} of ${SQUATS}`));
    }, PATIENCE);
    console.info(`squats counted: ${counts}; followed from beginning to end by each patient's page: ${followed}`);
  });

  it("shows the therapist each patient, and each patient the therapist, moving", async () => {
    const pictures = [...[ana, bruno].map(thea.pictureOf), ...patients.map((patient) => patient.therapistsPicture)];
    await Promise.all(pictures.map((picture) => expectMovingPicture(picture)));
  });

  it("keeps the counts and raises the balloon when the set is over", async () => {
    await thea.press("Finish set");
    for (const patient of patients) {
      await patient.rest.waitFor();
      expect(await patient.balloonPercent()).toBeGreaterThan(0);
    }
    const { patients: results, repetitionsOfGroup } = await clinic.readSummary(groupSessionId, clinic.therapist);
    expect(results.map((each) => each.sets.map((set) => set.repetitions))).toEqual(counts.map((count) => [count]));
    expect(repetitionsOfGroup).toBe(together());
    // Each patient sees the other one's, too.
    const board = results
      .map(({ name, points }, i) => ({ name, repetitions: counts[i], points }))
      .sort((a, b) => b.points - a.points);
    for (const patient of patients) expect(await patient.leaderboard()).toEqual(board);
  });

  it("measures the knees' flexion as the figures bent them", async () => {
    const { patients: results } = await clinic.readSummary(groupSessionId, clinic.therapist);
    for (const [index, film] of films.entries()) {
      const measured = results[index]?.sets[0]?.attainedDegrees ?? Number.NaN;
      console.info(
        `${results[index]?.name}: measured ${measured.toFixed(1)}°, true ${film.medianPeakDegrees.toFixed(1)}°`,
      );
      expect(Math.abs(measured - film.medianPeakDegrees)).toBeLessThanOrEqual(RANGE_TOLERANCE_DEGREES);
    }
  });

  it("asks for pain and effort at the end and shows everybody what was done", async () => {
    await thea.endSession();
    for (const [index, patient] of patients.entries()) {
      await patient.answer("Pain right now?", 2 + index);
      await patient.answer("How hard was it?", 5 + index);
      await patient.page.getByRole("heading", { name: /^Thank you/ }).waitFor();
      await expectOwnResult(patient, index);
    }
    await expectResultsOfAll();
  });

  it("still has it all after the server was started again", { timeout: 3 * MINUTE_MS }, async () => {
    expect(await clinic.server.stop()).toBe(0);
    await clinic.server.start();
    await thea.page.goto(`${clinic.url}/session/${groupSessionId}/summary`);
    await expectResultsOfAll();
    for (const [index, patient] of patients.entries()) {
      await patient.page.goto(`${clinic.url}/session/${groupSessionId}/summary`);
      await expectOwnResult(patient, index);
    }
    for (const person of [thea, ...patients]) person.expectNothingWrong();
  });

  async function expectOwnResult({ page }: Patient, index: number): Promise<void> {
    await page.getByText(`${counts[index]} repetitions today`).waitFor();
    await page.getByText(`Together you made ${together()}.`).waitFor();
  }

  async function expectResultsOfAll(): Promise<void> {
    const { page } = thea;
    await page.getByText(`${together()} repetitions together`).waitFor();
    await page.getByText("Pain 2/10 · Effort 5/10").waitFor();
    await page.getByText("Pain 3/10 · Effort 6/10").waitFor();
    for (const count of counts)
      await page
        .getByRole("cell", { name: `${count} / ${SQUATS}` })
        .first()
        .waitFor();
  }
});
