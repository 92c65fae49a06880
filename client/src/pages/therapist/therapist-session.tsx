// The therapist's screen in a session: everything at a glance, every command a key. Lobby and run are the same screen, so nothing jumps when the class begins.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ExerciseId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { type CSSProperties, type ReactNode, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useConfidant } from "../../ui/call-context.tsx";
import { sayRefusal } from "../../ui/refusal-words.ts";
import { useClientSession } from "../../ui/session-context.tsx";
import { useCommandKeys } from "../../ui/use-command-keys.ts";
import { partnersFor } from "../patient/partner-rules.ts";
import type { CommandName } from "../patient/unanswered-commands.ts";
import { useChoice } from "../patient/use-choice.ts";
import { useCommand } from "../patient/use-command.ts";
import { waitsForTherapist } from "./alarm-rules.ts";
import { AlarmSpeaker } from "./alarm-speaker.tsx";
import { CommandBar, type OwnDevices } from "./command-bar.tsx";
import { type Dose, findSaved } from "./dose-rules.ts";
import { ExercisePicker } from "./exercise-picker.tsx";
import type { FigureStore } from "./figure-store.ts";
import { FinishDialog } from "./finish-dialog.tsx";
import { KeyHelp } from "./key-help.tsx";
import { LobbySummary } from "./lobby-summary.tsx";
import { LookNow } from "./look-now.tsx";
import { OwnLineNotice } from "./own-line-notice.tsx";
import { PairsDialog } from "./pairs-dialog.tsx";
import { PatientDetails } from "./patient-details.tsx";
import { nameOf } from "./patient-name.ts";
import { PatientTile } from "./patient-tile.tsx";
import type { PointingTool } from "./pointing/pointing-keys.ts";
import { usePointing } from "./pointing/use-pointing.ts";
import { OthersWordNotice, PrivateWordBar } from "./private-word-bar.tsx";
import { privateWordStateOf } from "./private-word-state.ts";
import { RecordingDialog } from "./recording-dialog.tsx";
import { SilentAlarmNotice } from "./silent-alarm-notice.tsx";
import { Spotlight } from "./spotlight.tsx";
import { type Dialog, therapistCommands } from "./therapist-commands.ts";
import { TherapistDialog } from "./therapist-dialog.tsx";
import classes from "./therapist-session.module.css";
import { TopBar } from "./top-bar.tsx";
import { useAlarmBell } from "./use-alarm-bell.ts";
import { useAttention } from "./use-attention.ts";
import { useMovementHistory } from "./use-movement-history.ts";
import { useSavedDoses } from "./use-saved-doses.ts";
import { useServerTime } from "./use-server-time.ts";
import { WaitingPresses } from "./waiting-presses.tsx";

export interface TherapistSessionProps {
  readonly exercises: readonly TrackedExercise[];
  readonly figures: FigureStore;
  /** Undefined while there is no call. */
  readonly devices: OwnDevices | undefined;
  /** What is the case with line, devices and call, above everything. */
  readonly notices?: ReactNode;
  /** One's own small picture. */
  readonly ownPicture?: ReactNode;
  /** The own check of camera, microphone, loudspeaker and line; shown where it is asked for before the class. */
  readonly ownCheck?: ReactNode;
  readonly openDialog?: Dialog | undefined;
  /** Drawing on the picture that is shown large, from the start, with this tool. */
  readonly openPointing?: PointingTool | undefined;
  /** What is shown to wait from the start. */
  readonly openWaiting?: readonly CommandName[] | undefined;
}

export function TherapistSession(props: TherapistSessionProps) {
  const session = useClientSession();
  if (session.view === undefined) return null;
  return <Screen {...props} view={session.view} meId={session.meId} status={session.status} />;
}

/** The own picture and, beside it, what was found. */
const CHECK_WIDTH = 860;

type Status = ReturnType<typeof useClientSession>["status"];

function Screen(props: TherapistSessionProps & { view: SessionView; meId: ParticipantId | undefined; status: Status }) {
  const { t, i18n } = useTranslation();
  const { view, exercises } = props;
  const { send, waitingFor, refused } = useCommand();
  const pictureMode = useChoice(view.pictureMode, (mode) => send({ name: "changePictureMode", mode }));
  const { confidant, speaker, mayBegin } = privateWordStateOf(view, props.meId);
  const moveWord = (participantId: ParticipantId | undefined) =>
    send({ name: "movePrivateWord", participantId: participantId ?? null });
  const privateWord = useChoice(confidant, moveWord);
  useConfidant(privateWord.chosen);
  const [dialog, setDialog] = useState<Dialog | undefined>(props.openDialog);
  const [chosenId, setChosenId] = useState<ParticipantId>();
  const running = view.set?.state === "running";
  const nowMs = useServerTime(running);
  const historyOf = useMovementHistory(view);
  const attention = useAttention(view);
  const patients = patientsOf(view);
  const exercise = exercises.find((each) => each.id === view.exerciseId);
  const selected = patients.find((each) => each.participantId === chosenId) ?? patients[0];
  const spotlit = patients.find((each) => each.participantId === view.spotlight);
  const { saved, save } = useSavedDoses(view, exercise);
  const doseField = useRef<HTMLInputElement>(null);
  const setDose = async (target: Dose) => {
    if (selected === undefined || exercise === undefined) return false;
    const dose = { participantId: selected.participantId, exerciseId: exercise.id as ExerciseId, target };
    const applied = await send({ name: "setTarget", ...dose });
    if (applied) save(dose);
    return applied;
  };
  const inLobby = view.phase === "lobby";
  const waiting = patients.filter(waitsForTherapist);
  const silent = useAlarmBell(waiting);
  const closeDialog = () => setDialog(undefined);
  const commands = therapistCommands({
    view,
    patients,
    attention,
    selectedId: selected?.participantId,
    send: (command) => void send(command),
    pictureMode,
    privateWord,
    select: setChosenId,
    open: setDialog,
    toDose: () => doseField.current?.select(),
    closeDialog,
    devices: props.devices,
  });
  const { pointing, begin, keys } = usePointing({
    patient: spotlit,
    figures: props.figures,
    showLarge: () => commands.spotlight(),
    begun: props.openPointing,
    send,
  });
  useCommandKeys({ ...commands.keys, ...keys }, commands.urgent);
  const latest = useRef(commands);
  latest.current = commands;
  const takeAlarm = useCallback((id: ParticipantId) => latest.current.takeAlarm(id), []);
  const showLarge = useCallback((id: ParticipantId) => latest.current.spotlight(id), []);
  const frame = (name: Dialog) => ({ opened: dialog === name, onClose: closeDialog, waiting, onTakeAlarm: takeAlarm });
  return (
    <main className={classes.screen}>
      <div>
        {/* A dialog says it itself. */}
        <AlarmSpeaker waiting={dialog === undefined ? waiting : []} />
        {props.notices}
        <SilentAlarmNotice silent={silent} />
        <OwnLineNotice step={view.therapistStep} />
        <PrivateWordBar
          patient={patients.find((each) => each.participantId === privateWord.chosen)}
          onEnd={commands.privateWord}
        />
        <OthersWordNotice speaker={speaker} onEnd={() => void moveWord(undefined)} />
      </div>
      <TopBar
        view={view}
        exercise={exercise}
        nowMs={nowMs}
        status={props.status}
        quality={view.participants.find((each) => each.participantId === props.meId)?.lineQuality}
        onRecording={() => setDialog("recording")}
      >
        {props.ownPicture}
      </TopBar>
      <div className={classes.main} data-spotlight={spotlit !== undefined || undefined}>
        <div className={classes.tiles} style={{ "--columns": columnsOf(patients.length) } as CSSProperties}>
          {patients.length === 0 ? <p className={classes.nobody}>{t("therapist.nobody")}</p> : null}
          {patients.map((patient) => (
            <PatientTile
              key={patient.participantId}
              patient={patient}
              exercise={exercise}
              figures={props.figures}
              inLobby={inLobby}
              moving={running}
              selected={patient.participantId === selected?.participantId}
              due={attention.some((item) => item.participantId === patient.participantId)}
              spotlit={patient.participantId === view.spotlight}
              partners={partnersWords(view, patient, i18n.language)}
              onSelect={setChosenId}
              onSpotlight={showLarge}
              onTakeAlarm={takeAlarm}
            />
          ))}
        </div>
        <section className={classes.side} aria-label={t("therapist.side")}>
          <div className={classes.first}>
            {spotlit === undefined ? null : (
              <Spotlight
                patient={spotlit}
                exercise={exercise}
                onShowDemonstration={commands.showDemonstration}
                figures={props.figures}
                selected={spotlit === selected}
                onEnd={commands.endSpotlight}
                pointing={pointing}
                onPoint={begin}
              />
            )}
            {inLobby && patients.length > 0 ? (
              <LobbySummary patients={patients} onCheck={() => setDialog("check")} />
            ) : null}
            <LookNow
              items={attention}
              patients={patients}
              exercise={exercise}
              selectedId={selected?.participantId}
              onSelect={setChosenId}
            />
          </div>
          <hr className={classes.rule} />
          {selected === undefined ? null : (
            <PatientDetails
              patient={selected}
              view={view}
              exercise={exercise}
              history={historyOf(selected.participantId)}
              nowMs={nowMs}
              savedDose={exercise === undefined ? undefined : findSaved(saved, selected.participantId, exercise.id)}
              doseField={doseField}
              onSetDose={setDose}
              onSpotlight={() => commands.spotlight()}
              onPrivateWord={mayBegin && privateWord.chosen === undefined ? commands.privateWord : undefined}
              send={(command) => void send(command)}
            />
          )}
        </section>
      </div>
      <div className={classes.foot}>
        <p role="status" className={classes.said} data-shown={refused !== undefined || undefined}>
          {refused === undefined ? "" : sayRefusal(t, refused)}
        </p>
        <WaitingPresses names={waitingFor.length > 0 ? waitingFor : (props.openWaiting ?? [])} />
        <CommandBar
          view={view}
          devices={props.devices}
          onPrimary={commands.primary}
          onChoose={() => setDialog("choose")}
          onFinishSet={commands.finishSet}
          pictures={{ mode: pictureMode.chosen, onMode: commands.pictureMode, onChangePairs: commands.changePairs }}
          onFinishSession={() => setDialog("finish")}
          onHelp={() => setDialog("help")}
        />
      </div>
      <ExercisePicker
        {...frame("choose")}
        view={view}
        exercises={exercises}
        onChoose={(phase, exerciseId) => {
          closeDialog();
          commands.choose(phase, exerciseId);
        }}
      />
      <TherapistDialog {...frame("check")} title={t("therapist.ownCheck.title")} size={CHECK_WIDTH}>
        {props.ownCheck}
      </TherapistDialog>
      <KeyHelp {...frame("help")} />
      <PairsDialog {...frame("pairs")} patients={patients} onApply={commands.applyPairs} />
      <RecordingDialog
        {...frame("recording")}
        view={view}
        me={view.participants.find((each) => each.participantId === props.meId)}
        send={(command) => void send(command)}
      />
      <FinishDialog
        {...frame("finish")}
        onFinish={() => {
          closeDialog();
          commands.finishSession();
        }}
      />
    </main>
  );
}

/** Six people are three columns; fewer use the room there is. */
function columnsOf(patients: number): number {
  return patients === 1 ? 1 : patients === 2 || patients === 4 ? 2 : 3;
}

/** Undefined where pictures do not go to pairs. */
function partnersWords(view: SessionView, patient: ParticipantView, language: string): string | undefined {
  if (view.pictureMode !== "pairs") return undefined;
  const names = partnersFor(view, patient).map((each) => nameOf(each).full);
  return new Intl.ListFormat(language).format(names);
}

/** In the order of their marks, which never changes: a tile keeps its place all session. */
function patientsOf(view: SessionView): readonly ParticipantView[] {
  return view.participants.filter((each) => each.role === "patient").toSorted((one, other) => one.mark - other.mark);
}
