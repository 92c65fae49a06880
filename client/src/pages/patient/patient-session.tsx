// The patient's screen while the class moves: one thing to do, one large number, everybody in the scene, and the way to stop.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SetView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { placeOfSet } from "@ensemble/shared/session/set-place.ts";
import type { TFunction } from "i18next";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useWeakLines } from "../../ui/call-context.tsx";
import { useSessionActions, useSessionPart } from "../../ui/session-context.tsx";
import { mayAskForReload } from "../session/reload-rules.ts";
import { useReloadNeed } from "../session/use-reload-need.ts";
import { usePassingStep } from "../session/use-shown-step.ts";
import { BreakScreen } from "./break-screen.tsx";
import { CountRing } from "./count-ring.tsx";
import { ExampleButton } from "./example-button.tsx";
import { leaderboard } from "./leaderboard-rules.ts";
import { LineChip } from "./line-chip.tsx";
import { LineMark } from "./line-mark.tsx";
import { type CallState, lineStates } from "./line-rules.ts";
import { findError, localised } from "./localised.ts";
import { MomentCard } from "./moment-card.tsx";
import { MomentPicture } from "./moment-picture.tsx";
import { nextWords, wordsOf } from "./moment-words.ts";
import { OpenMicrophone, QuietSwitch, SharePicture } from "./own-switches.tsx";
import { PainStop } from "./pain-stop.tsx";
import classes from "./patient-session.module.css";
import { findMe, findTherapist } from "./patient-stage.ts";
import { PeerLineChip } from "./peer-line-chip.tsx";
import { PeerPictures } from "./peer-pictures.tsx";
import { privateWordOf } from "./private-word-rules.ts";
import { PrivateWordSign } from "./private-word-sign.tsx";
import { RecordingNotice } from "./recording-notice.tsx";
import { RecordingQuestion } from "./recording-question.tsx";
import { RecordingSign } from "./recording-sign.tsx";
import { ReloadNeeded } from "./reload-needed.tsx";
import { ReloadOffer } from "./reload-offer.tsx";
import { SessionStage } from "./session-stage.tsx";
import { SideBySideProvider, useSideBySide } from "./side-by-side-context.tsx";
import { sideOf } from "./side-rules.ts";
import { PlaceSign, StreakSign } from "./signs.tsx";
import { stoppedState } from "./stopped-rules.ts";
import { StoppedScreen } from "./stopped-screen.tsx";
import { useMoment } from "./use-moment.ts";
import { useRecordingQuestion } from "./use-recording-question.ts";
import { useSessionVoice } from "./use-session-voice.ts";
import { useVoice } from "./voice-context.tsx";

export interface PatientSessionProps {
  /** The chosen one; undefined while none is. */
  readonly exercise: TrackedExercise | undefined;
  /** False for somebody who takes part without a camera. */
  readonly counted: boolean;
  /** False where there is no own picture to compare the exercise with. */
  readonly hasPicture?: boolean | undefined;
  /** How audio and video are. */
  readonly call: CallState;
  readonly scene: ReactNode;
  readonly ownPicture: ReactNode;
  /** The same as it stood, while the therapist explains; undefined without a picture. */
  readonly heldPicture?: ReactNode | undefined;
  readonly demonstration: ReactNode;
  readonly therapistPicture: ReactNode;
  /** Of those who show themselves, where the session's mode allows it. */
  readonly peers: readonly { readonly participantId: ParticipantId; readonly picture: ReactNode }[];
}

export function PatientSession(props: PatientSessionProps) {
  return (
    <SideBySideProvider hasPicture={props.hasPicture ?? true}>
      <Class {...props} />
    </SideBySideProvider>
  );
}

/** At most so many chips. */
const PLACES = ["first", "second"] as const;

function Class(props: PatientSessionProps) {
  const { place } = useSideBySide().shown;
  const { exercise, counted } = props;
  const { t, i18n } = useTranslation();
  const { speech } = useVoice();
  const { isCatchingUp } = useSessionActions();
  const view = useSessionPart((session) => session.view);
  const me = useSessionPart(findMe);
  const status = useSessionPart((session) => session.status);
  const stoppedHere = useSessionPart((session) => session.stoppedHere);
  const mayReload = useSessionPart(mayAskForReload);
  const need = useReloadNeed();
  const question = useRecordingQuestion();
  const repetitions = useSessionPart((session) => session.own.repetitions);
  const pending = useSessionPart((session) => session.own.pending);
  const targetMet = useSessionPart((session) => session.own.reading?.targetMet ?? false);
  const moment = useMoment(counted, ({ cue, tone }) => {
    const error = findError(exercise, cue);
    if (error === undefined || isCatchingUp()) return;
    const words = tone === "correct" ? error.cueText : error.praiseText;
    speech.say(localised(words, i18n.language), { priority: "cue", topic: "cue", validForMs: 2_500 });
  });
  const stopped = me !== undefined && (stoppedHere || me.stopped) ? stoppedState(me, status) : undefined;
  const therapist = findTherapist(view);
  const therapistName = therapist?.name ?? "";
  const passing = usePassingStep(therapist?.participantId);
  const weakLines = useWeakLines(props.peers);
  const side = sideOf(exercise, me);
  const context = useMemo(() => ({ exercise, side, language: i18n.language, t }), [exercise, side, i18n.language, t]);
  useSessionVoice({
    moment,
    context,
    repetitions,
    targetMet,
    setId: view?.set?.setId ?? "",
    setState: view?.set?.state ?? "none",
    stopped,
    therapistName,
    status,
    counted,
    passing,
  });
  if (view === undefined || me === undefined) return null;

  // What was counted before the camera failed stays on the screen.
  const shown = counted || repetitions > 0;
  const board = leaderboard(view.participants, me.participantId);
  const mine = board.find((row) => row.me);
  // One's own is seen by oneself whether or not it is shared.
  const streakDays = me.clinical?.streakDays ?? 0;
  const { step, cause } = passing;
  const states = lineStates({ status, provisional: view.provisional, call: props.call, counted, step });
  const word = privateWordOf(view, me);
  // Each by its place: words that change are read, a new element's often are not.
  const chip =
    states.length > 0 ? (
      // By their place: words that change are read, a new element's often are not.
      <div className={classes.chips} data-chips>
        {states.map((state, place) => (
          <LineChip key={PLACES[place]} state={state} cause={cause} />
        ))}
      </div>
    ) : weakLines.length === 0 ? null : (
      <PeerLineChip peers={view.participants.filter((each) => weakLines.includes(each.participantId))} />
    );
  const signs = (
    <>
      {word === "none" ? null : <PrivateWordSign />}
      {chip}
    </>
  );
  // Over the scene, where there is room for it; over the own picture while something covers that.
  const recordingSign = (wide: boolean) => <RecordingSign wide={wide} onAsk={question.ask} />;
  const covering =
    need !== undefined ? (
      <ReloadNeeded need={need} stopped={stopped !== undefined} />
    ) : stopped !== undefined ? (
      <StoppedScreen me={me} status={status} therapistName={therapistName} line={chip} />
    ) : question.isOpen ? (
      <RecordingQuestion onAnswered={question.answered} />
    ) : question.noticeUntilMs !== undefined ? (
      <RecordingNotice untilMs={question.noticeUntilMs} onRead={question.noticed} />
    ) : me.clinical?.held && props.heldPicture !== undefined ? (
      props.heldPicture
    ) : moment.kind === "break" ? (
      <BreakScreen
        view={view}
        me={me}
        title={wordsOf(moment, context)}
        next={nextWords(moment.first, context)}
        line={chip !== null || word !== "none" ? signs : mayReload ? <ReloadOffer /> : null}
      />
    ) : undefined;

  return (
    <SessionStage
      title={view.title}
      comparison={exercise === undefined ? "off" : place}
      scene={props.scene}
      covering={covering}
      top={<MomentCard moment={moment} words={wordsOf(moment, context)} />}
      count={shown ? <CountRing repetitions={repetitions} pending={pending} target={me.targetRepetitions} /> : null}
      signs={
        <div className={classes.signs}>
          {mine === undefined || mine.points === 0 ? null : <PlaceSign place={mine.place} places={board.length} />}
          {streakDays === 0 ? null : <StreakSign days={streakDays} />}
        </div>
      }
      belowCount={
        shown && me.targetRepetitions > 0 ? (
          <span className={classes.of} aria-hidden="true">
            {t("patient.of", { target: me.targetRepetitions })}
          </span>
        ) : null
      }
      corner={
        view.set === undefined ? null : (
          <span className={classes.set}>
            {side === "both" ? saySet(t, view.set, exercise) : t(`patient.side.${side}`)}
          </span>
        )
      }
      line={
        <>
          {signs}
          {recordingSign(false)}
        </>
      }
      overScene={<MomentPicture moment={moment} exercise={exercise} />}
      belowScene={<PeerPictures peers={props.peers} participants={view.participants} />}
      bottom={
        stopped === undefined ? (
          <>
            <PainStop />
            {exercise === undefined || covering !== undefined ? null : <ExampleButton />}
          </>
        ) : undefined
      }
      pictures={[
        {
          key: "own",
          label: t("patient.pictures.own"),
          content: props.ownPicture,
          over: (
            <>
              <LineMark quality={me.lineQuality} whose="own" />
              {covering === undefined ? null : recordingSign(true)}
              <SharePicture view={view} me={me} />
            </>
          ),
        },
        {
          key: "demonstration",
          label: t("patient.pictures.demonstration"),
          content: <div>{props.demonstration}</div>,
          over: (
            <div className={classes.corner}>
              <QuietSwitch />
            </div>
          ),
        },
        {
          key: "therapist",
          label: t("patient.pictures.therapist"),
          content: <div>{props.therapistPicture}</div>,
          over: (
            <>
              <LineMark quality={therapist?.lineQuality} whose="therapists" />
              <div className={classes.corner}>
                {/* In a private word it is heard by one alone, whatever it says. */}
                {word === "withMe" ? null : <OpenMicrophone me={me} />}
              </div>
            </>
          ),
        },
      ]}
    />
  );
}

function saySet(t: TFunction, set: SetView, exercise: TrackedExercise | undefined): string {
  const { ordinal: number, of } = placeOfSet(set, exercise);
  return of === undefined ? t("patient.set", { number }) : t("patient.setOf", { number, of });
}
