import type { PatientSummary } from "@ensemble/shared/protocol/http-messages.ts";
import { expect, it } from "vitest";
import { orderPatients, shareDone } from "./order-patients.ts";

const patient = (name: string, mark: number, changes: Partial<PatientSummary> = {}) =>
  ({
    name,
    mark,
    pain: undefined,
    stoppedForPain: 0,
    minutesPresent: 30,
    sets: [],
    ...changes,
  }) as unknown as PatientSummary;
const set = (repetitions: number, targetRepetitions: number) =>
  ({ repetitions, targetRepetitions }) as PatientSummary["sets"][number];
const names = (patients: readonly PatientSummary[]) => patients.map((each) => each.name).join(" ");

it("shows who stopped first, then the highest pain, then who was not asked", () => {
  const group = [
    patient("none", 0),
    patient("mild", 1, { pain: 2 }),
    patient("stopped", 2, { pain: 1, stoppedForPain: 1 }),
    patient("strong", 3, { pain: 7 }),
  ];
  expect(names(orderPatients(group, "pain"))).toBe("stopped strong mild none");
  expect(names(orderPatients(group, "place"))).toBe("none mild stopped strong");
});

it("shows who did the smallest part of the dose first, without credit for more than asked", () => {
  const group = [
    patient("all", 0, { sets: [set(10, 10)] }),
    patient("half", 1, { sets: [set(20, 10), set(0, 10)] }),
    patient("idle", 2),
  ];
  expect(shareDone(group[1] as PatientSummary)).toBe(0.5);
  expect(names(orderPatients(group, "done"))).toBe("half all idle");
});
