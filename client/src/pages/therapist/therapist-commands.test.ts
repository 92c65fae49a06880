import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ExerciseId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { ACTION_KEYS, TOOL_KEYS } from "./pointing/pointing-keys.ts";
import { type CommandContext, therapistCommands } from "./therapist-commands.ts";

const patient = (name: string, mark: number, stop?: object) =>
  ({
    participantId: name,
    name,
    mark,
    present: true,
    stopped: stop !== undefined,
    clinical: { stop },
  }) as unknown as ParticipantView;
const id = (name: string) => name as ParticipantId;

function screen(view: Partial<SessionView>, patients: ParticipantView[] = [], changes: Partial<CommandContext> = {}) {
  const did: unknown[] = [];
  const commands = therapistCommands({
    view: { phase: "exercise", pictureMode: "therapistOnly", ...view } as SessionView,
    patients,
    attention: [],
    selectedId: patients[0]?.participantId,
    send: (command) => did.push(command),
    pictureMode: { chosen: "therapistOnly", choose: (mode) => did.push(mode) },
    privateWord: { chosen: undefined, choose: (one) => did.push(`alone with ${one ?? "nobody"}`) },
    select: (selected) => did.push(`select ${selected}`),
    open: (dialog) => did.push(`open ${dialog}`),
    toDose: () => did.push("to dose"),
    closeDialog: () => did.push("close dialog"),
    devices: undefined,
    ...changes,
  });
  return { commands, press: (key: string) => commands.keys[key]?.(), did };
}
const squat = "squat" as ExerciseId;
const running = { set: { state: "running" }, exerciseId: squat } as unknown as Partial<SessionView>;

it("gives space the next step", () => {
  const lobby = screen({ phase: "lobby" });
  lobby.press("space");
  expect(lobby.did).toEqual(["open choose"]);
  const set = screen(running);
  set.press("space");
  expect(set.did).toEqual([{ name: "pauseSet" }]);
});

it("changes the part of the session only when another one was chosen", () => {
  const same = screen({});
  same.commands.choose("exercise", squat);
  expect(same.did).toEqual([{ name: "chooseExercise", exerciseId: "squat" }]);
  const other = screen({});
  other.commands.choose("coolDown", squat);
  expect(other.did).toEqual([
    { name: "startPhase", phase: "coolDown" },
    { name: "chooseExercise", exerciseId: "squat" },
  ]);
});

it("finishes a set only where one is open", () => {
  const none = screen({});
  none.press("f");
  expect(none.did).toEqual([]);
  const set = screen(running);
  set.press("f");
  expect(set.did).toEqual([{ name: "finishSet" }]);
});

it("selects by the number on the tile", () => {
  const group = screen({}, [patient("ana", 0), patient("dora", 3)]);
  group.press("4");
  group.press("2");
  expect(group.did).toEqual(["select dora"]);
});

it("shows the selected patient large, moves there from another, and ends it with the same key", () => {
  const group = [patient("ana", 0), patient("bruno", 1)];
  const pressed = (spotlight: ParticipantId | undefined, patients = group) => {
    const made = screen({ spotlight }, patients);
    made.press("s");
    return made.did;
  };
  expect(pressed(undefined)).toEqual([{ name: "moveSpotlight", participantId: "ana" }]);
  expect(pressed(id("bruno"))).toEqual([{ name: "moveSpotlight", participantId: "ana" }]);
  expect(pressed(id("ana"))).toEqual([{ name: "moveSpotlight", participantId: null }]);
  expect(pressed(undefined, [])).toEqual([]);
});

it("shows whose number is pressed with shift large, whoever is selected, and ends it with the same key", () => {
  const group = [patient("ana", 0), patient("dora", 3)];
  const pressed = (spotlight: ParticipantId | undefined, key: string) => {
    const made = screen({ spotlight }, group);
    made.press(key);
    return made.did;
  };
  expect(pressed(undefined, "shift+4")).toEqual([{ name: "moveSpotlight", participantId: "dora" }]);
  expect(pressed(id("ana"), "shift+4")).toEqual([{ name: "moveSpotlight", participantId: "dora" }]);
  expect(pressed(id("dora"), "shift+4")).toEqual([{ name: "moveSpotlight", participantId: null }]);
  expect(pressed(undefined, "shift+2")).toEqual([]);
});

it("opens a private word with the selected patient, and with the same key speaks to everybody again, whoever is selected", () => {
  const group = [patient("ana", 0), patient("bruno", 1)];
  const open = screen({}, group);
  open.press("p");
  expect(open.did).toEqual(["alone with ana"]);
  const chosen = { chosen: id("bruno"), choose: (one?: ParticipantId) => said.push(one) };
  const said: unknown[] = [];
  screen({}, group, { privateWord: chosen }).press("p");
  expect(said).toEqual([undefined]);
  const away = screen({}, [{ ...patient("ana", 0), present: false }]);
  away.press("p");
  expect(away.did).toEqual([]);
});

it("takes the first alarm nobody has taken, and shows that patient, whatever dialog was in front", () => {
  const group = screen({}, [patient("ana", 0, { takenById: "t" }), patient("bruno", 1, {}), patient("chidi", 2, {})]);
  group.press("t");
  expect(group.did).toEqual(["close dialog", "select bruno", { name: "takeAlarm", participantId: "bruno" }]);
});

it("lets the alarm's key through dialogs only while an alarm waits", () => {
  expect(screen({}, [patient("ana", 0, {})]).commands.urgent).toEqual(new Set(["t"]));
  expect(screen({}, [patient("ana", 0, { takenById: "t" })]).commands.urgent).toBeUndefined();
  expect(screen({}, [patient("ana", 0)]).commands.urgent).toBeUndefined();
});

it("agrees to go on only after the alarm was taken, and once", () => {
  const open = screen({}, [patient("ana", 0, {})]);
  open.press("r");
  expect(open.did).toEqual([]);
  const taken = screen({}, [patient("ana", 0, { takenById: "t", therapistAgrees: false })]);
  taken.press("r");
  expect(taken.did).toEqual([{ name: "agreeResume", participantId: "ana" }]);
  const agreed = screen({}, [patient("ana", 0, { takenById: "t", therapistAgrees: true })]);
  agreed.press("r");
  expect(agreed.did).toEqual([]);
});

it("walks through the list of who needs a look, and round again", () => {
  const attention = [
    { participantId: id("bruno"), reason: "lost", sinceMs: 0 },
    { participantId: id("chidi"), reason: "behind", sinceMs: 0 },
  ] as const;
  const pressed = (selectedId: string) => {
    const group = screen({}, [], { attention, selectedId: id(selectedId) });
    group.press("n");
    return group.did;
  };
  expect(pressed("ana")).toEqual(["select bruno"]);
  expect(pressed("bruno")).toEqual(["select chidi"]);
  expect(pressed("chidi")).toEqual(["select bruno"]);
  const calm = screen({});
  calm.press("n");
  expect(calm.did).toEqual([]);
});

it("takes back a choice of who is seen that still waits, instead of asking for it twice", () => {
  const did: unknown[] = [];
  const waiting = screen({ pictureMode: "therapistOnly" }, [], {
    pictureMode: { chosen: "everybody", choose: (mode) => did.push(mode) },
  });
  waiting.press("v");
  expect(did).toEqual(["therapistOnly"]);
});

it("shows everybody to each other with one press, pairs with another, and closes whatever is open with the first", () => {
  const press = (chosen: SessionView["pictureMode"], key: string) => {
    const did: unknown[] = [];
    const pictureMode = { chosen, choose: (mode: unknown) => did.push(mode) };
    screen({}, [], { pictureMode, open: (dialog) => did.push(`open ${dialog}`) }).press(key);
    return did[0];
  };
  expect(press("therapistOnly", "v")).toBe("everybody");
  expect(press("everybody", "v")).toBe("therapistOnly");
  expect(press("pairs", "v")).toBe("therapistOnly");
  expect(press("therapistOnly", "b")).toBe("pairs");
  expect(press("everybody", "b")).toBe("pairs");
  expect(press("pairs", "b")).toBe("open pairs");
});

it("applies chosen pairs as they were put together, and closes their dialog", () => {
  const { commands, did } = screen({});
  commands.applyPairs([[0, 2]]);
  expect(did).toEqual(["close dialog", { name: "changePictureMode", mode: "pairs", pairs: [[0, 2]] }]);
});

it("opens the own check before the class, and in the class no more", () => {
  const before = screen({ phase: "lobby" });
  before.press("0");
  expect(before.did).toEqual(["open check"]);
  const later = screen(running);
  later.press("0");
  expect(later.did).toEqual([]);
});

it("leaves every key of drawing to it, and each of those does one thing", () => {
  const devices = { toggleMicrophone: () => undefined, toggleCamera: () => undefined };
  const { commands } = screen(running, [patient("Ana", 0)], { devices });
  const keys = [...Object.values(TOOL_KEYS), ...Object.values(ACTION_KEYS)];
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(Object.keys(commands.keys), key).not.toContain(key);
});

it("shows the exercise with whoever is shown large: beside, over, off again; in step only while it is shown", () => {
  const pressed = (
    key: string,
    place: string,
    inStep = false,
    view: Partial<SessionView> = { spotlight: id("ana") },
  ) => {
    const ana = { ...patient("ana", 0), clinical: { sideBySide: { place, inStep } } } as unknown as ParticipantView;
    const made = screen({ ...running, ...view }, [patient("bruno", 1), ana]);
    made.press(key);
    return made.did;
  };
  const shown = (place: string, inStep: boolean) => [
    { name: "showDemonstration", participantId: "ana", place, inStep },
  ];
  expect(pressed("y", "off", true)).toEqual(shown("beside", true));
  expect(pressed("y", "beside")).toEqual(shown("over", false));
  expect(pressed("y", "over")).toEqual(shown("off", false));
  expect(pressed("j", "over")).toEqual(shown("over", true));
  expect(pressed("j", "beside", true)).toEqual(shown("beside", false));
  expect(pressed("j", "off")).toEqual([]);
  expect(pressed("y", "off", false, { spotlight: undefined })).toEqual([]);
  expect(pressed("y", "off", false, { spotlight: id("ana"), exerciseId: undefined })).toEqual([]);
});
