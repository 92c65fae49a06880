// A class that goes on while things break: known movement, commands of everybody, and everything that is observed of it.
import { setTimeout as pass } from "node:timers/promises";
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { createSeededRandom, nextUniform, type SeededRandom } from "@ensemble/shared/exercise/seeded-random.ts";
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";
import type { ExerciseId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import { readSimulatedSummary } from "../../server/src/demo/read-simulated-summary.ts";
import { type SimulatedPatient, startSimulatedPatient } from "../../server/src/demo/simulated-patient.ts";
import { type SimulatedTherapist, startSimulatedTherapist } from "../../server/src/demo/simulated-therapist.ts";
import { createPictureAsker, type PictureAsker } from "./ask-pictures.ts";
import type { Line } from "./break-things.ts";
import { FORBIDDEN_TO_THERAPISTS, forbiddenToPatients } from "./forbidden-commands.ts";
import { loseMessages } from "./lose-messages.ts";
import type { Observation } from "./observation.ts";
import { leaderSays, oppositeOf, patientSays } from "./pressed-commands.ts";
import { type Watch, watchParticipant } from "./watch-participant.ts";

/** Counted from the front in every one of the poses that simulated patients take. */
const EXERCISES = ["shoulder-abduction", "squat", "marching", "hip-abduction", "lateral-trunk-tilt", "sit-to-stand"];
const REPETITIONS = [2, 3, 4] as const;
const CHATTER_EVERY_MS = 900;
/** Of all that people press, so much is taken back at once, before it was answered. */
const SECOND_THOUGHTS = 0.4;
/** Each by themselves: what they may not, and everybody's picture and sound in turn. */
const PROBE_EVERY_MS = 800;
const MOVED_WITHIN_MS = 120_000;
/** After everything was sent: a takeover, a database that comes back, and frames that are sent again. */
const COUNTED_WITHIN_MS = 60_000;

interface Member {
  readonly id: ParticipantId;
  readonly inviteLink: string;
  readonly watch: Watch;
  readonly pictures: PictureAsker;
}

export interface ChaosClass {
  /** Sets, one after another, as long as `goOn` says so; one at least. */
  readonly exercise: (goOn: () => boolean) => Promise<void>;
  /** Ends the session and records what remains of it. */
  readonly finish: () => Promise<void>;
  readonly close: () => void;
}

export async function startClass(options: {
  readonly created: DemonstrationAnswer;
  /** The therapist's first, then the patients'. */
  readonly lines: readonly Line[];
  readonly exercises: ReadonlyMap<string, TrackedExercise>;
  readonly seed: number;
  /** Of the patients: how many times as fast as people. */
  readonly haste: number;
  readonly record: (observation: Observation) => void;
  readonly tell: (what: string) => void;
}): Promise<ChaosClass> {
  const { created, lines, exercises, record } = options;
  const { groupSessionId } = created;
  const beganAtMs = performance.now();
  const random = createSeededRandom(options.seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(nextUniform(random) * items.length)] as T;
  const seat = (number: number) => {
    const line = lines[number] as Line;
    const watch = watchParticipant(record);
    const losses: SeededRandom = createSeededRandom(options.seed + number + 1);
    const { host } = new URL(line.relay.url);
    return {
      watch,
      options: {
        url: line.relay.url,
        groupSessionId,
        seatAddress: (named: URL) => `${named.protocol}//${host}${named.pathname}${named.search}`,
        onRoom: (room: Parameters<Watch["onRoom"]>[0]) => {
          loseMessages(room, losses, () => line.lossy);
          watch.onRoom(room);
        },
        onRefusal: watch.onRefusal,
      },
    };
  };

  const seats = [created.therapist, ...created.patients].map((_, number) => seat(number));
  const therapist: SimulatedTherapist = await startSimulatedTherapist({
    ...(seats[0] as (typeof seats)[number]).options,
    inviteLink: created.therapist.link,
  });
  const patients: readonly SimulatedPatient[] = await Promise.all(
    created.patients.map(({ link }, index) =>
      startSimulatedPatient({
        ...(seats[index + 1] as (typeof seats)[number]).options,
        inviteLink: link,
        exercises,
        seed: index,
        haste: options.haste,
      }),
    ),
  );
  const members: readonly Member[] = [therapist, ...patients].map(({ participant }, number) => {
    const { watch } = seats[number] as (typeof seats)[number];
    watch.follow(participant);
    const inviteLink = number === 0 ? created.therapist.link : (created.patients[number - 1]?.link ?? "");
    return {
      id: participant.me.personId,
      inviteLink,
      watch,
      pictures: createPictureAsker(participant, number, record),
    };
  });
  const [leader, ...others] = members as [Member, ...Member[]];
  const setIds: string[] = [];

  const performSet = async (): Promise<void> => {
    const exerciseId = pick(EXERCISES) as ExerciseId;
    await leader.watch.ask({ name: "chooseExercise", exerciseId });
    for (const { id } of others) {
      const target = { repetitions: pick(REPETITIONS), side: exercises.get(exerciseId)?.sides[0] ?? "both" };
      await leader.watch.ask({ name: "setTarget", participantId: id, exerciseId, target });
    }
    const before = therapist.participant.state()?.setId;
    const performedBefore = patients.map((patient) => patient.performed());
    if (!(await leader.watch.ask({ name: "startSet" })).applied) throw new Error("the set was not started");
    await until(() => therapist.participant.state()?.setId !== before, COUNTED_WITHIN_MS);
    const setId = therapist.participant.state()?.setId ?? "";
    setIds.push(setId);
    options.tell(`set ${setId} of ${exerciseId}`);
    const moved = await until(() => patients.every((patient) => patient.finishedSet() === setId), MOVED_WITHIN_MS);
    if (!moved) throw new Error(`not everybody learned of set ${setId}`);
    const performed = patients.map((patient, index) => patient.performed() - (performedBefore[index] ?? 0));
    for (const [index, { id }] of others.entries())
      record({ kind: "performed", by: id, setId, repetitions: performed[index] ?? 0 });
    const counted = () => {
      const { counts } = leader.watch.counts();
      return others.every(({ id }, index) => (counts[id] ?? 0) >= (performed[index] ?? 0));
    };
    await until(counted, COUNTED_WITHIN_MS);
    await leader.watch.ask({ name: "finishSet" });
    await stopAndGoOn(pick(others));
  };

  /** Between two sets, so that no movement goes uncounted. Hardly has the patient agreed to go on when it hurts again. */
  const stopAndGoOn = async ({ id, watch }: Member): Promise<void> => {
    await watch.ask({ name: "stopForPain" });
    await leader.watch.ask({ name: "takeAlarm", participantId: id });
    await leader.watch.ask({ name: "agreeResume", participantId: id });
    await Promise.all([watch.ask({ name: "agreeResume" }), watch.ask({ name: "stopForPain" })]);
    await leader.watch.ask({ name: "takeAlarm", participantId: id });
    await leader.watch.ask({ name: "agreeResume", participantId: id });
    await watch.ask({ name: "agreeResume" });
  };

  /** What people press besides. */
  const chatter = async (goOn: () => boolean): Promise<void> => {
    while (goOn()) {
      await pass(CHATTER_EVERY_MS);
      const member = pick(members);
      const first =
        member === leader
          ? leaderSays(
              pick,
              others.map(({ id }) => id),
            )
          : patientSays(
              pick,
              others.filter((other) => other !== member).map(({ id }) => id),
            );
      const second = nextUniform(random) < SECOND_THOUGHTS ? oppositeOf(first) : undefined;
      const both = second === undefined ? [first] : [first, second];
      await Promise.all(both.map((command) => member.watch.ask(command)));
    }
  };

  /** What this member may not, one thing after the other, and asking for what others may or may not want to be seen and heard. */
  const probe = async (member: Member, goOn: () => boolean): Promise<void> => {
    const rest = members.filter((other) => other !== member);
    const forbidden =
      member === leader
        ? FORBIDDEN_TO_THERAPISTS
        : forbiddenToPatients(
            member.id,
            others.filter((other) => other !== member).map(({ id }) => id),
            EXERCISES[0] as ExerciseId,
          );
    for (let turn = 0; goOn(); turn++) {
      await pass(PROBE_EVERY_MS);
      await member.watch.ask(forbidden[turn % forbidden.length] as SessionCommand, false);
      const of = rest[turn % rest.length] as Member;
      await member.pictures.ask(of.id, Math.floor(turn / rest.length) % 2 === 0 ? "camera" : "microphone");
    }
  };

  return {
    exercise: async (goOn) => {
      await leader.watch.ask({ name: "startPhase", phase: "exercise" });
      let exercising = true;
      const goesOn = () => exercising;
      const talking = [chatter(goesOn), ...members.map((member) => probe(member, goesOn))];
      try {
        do await performSet();
        while (goOn());
      } finally {
        exercising = false;
      }
      await Promise.all(talking);
    },
    finish: async () => {
      const agree = () => new Set(members.map(({ watch }) => JSON.stringify(sorted(watch.counts())))).size === 1;
      await until(agree, COUNTED_WITHIN_MS);
      for (const [number, { id, watch }] of members.entries()) {
        record({ kind: "finally", by: id, ...watch.counts() });
        record({ kind: "tookPart", by: id, setIds: number === 0 ? [] : setIds });
        watch.tellHeard();
      }
      await leader.watch.ask({ name: "finishSession" });
      record({ kind: "took", minutes: (performance.now() - beganAtMs) / 60_000 });
      for (const { id, inviteLink } of members) {
        try {
          const summary = await readSimulatedSummary(lines[0]?.relay.url ?? "", inviteLink, groupSessionId);
          record({ kind: "summary", by: id, summary });
        } catch (error) {
          record({ kind: "noSummary", by: id, why: (error as Error).message });
        }
      }
    },
    close: () => {
      for (const patient of patients) patient.close();
      therapist.close();
    },
  };
}

function sorted({ setId, counts }: ReturnType<Watch["counts"]>) {
  return { setId, counts: Object.entries(counts).sort(([a], [b]) => a.localeCompare(b)) };
}

/** Whether it came true in time. */
async function until(condition: () => boolean, atMostMs: number): Promise<boolean> {
  for (const end = performance.now() + atMostMs; performance.now() < end; await pass(50)) if (condition()) return true;
  return condition();
}
