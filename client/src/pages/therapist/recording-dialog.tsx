// Asking everybody whether the class may be recorded, who is recorded and why who is not, and ending it. The therapist is asked like everybody.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import { RECORDING_AUDIENCE } from "@ensemble/shared/session/recording-consent.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import { Button, Group, Text } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { ParticipantMark } from "../../ui/participant-mark.tsx";
import { sayDate } from "../../ui/say-time.ts";
import { nameOf } from "./patient-name.ts";
import classes from "./recording-dialog.module.css";
import { type RecordingState, recordingStateOf } from "./recording-state.ts";
import { type DialogFrame, TherapistDialog } from "./therapist-dialog.tsx";

interface RecordingDialogProps extends DialogFrame {
  readonly view: SessionView;
  readonly me: ParticipantView | undefined;
  readonly send: (command: SessionCommand) => void;
}

const YES = { name: "answerRecording", given: true, audience: RECORDING_AUDIENCE } as const;
const NO = { name: "answerRecording", given: false } as const;

export function RecordingDialog({ view, me, send, ...frame }: RecordingDialogProps) {
  const { t } = useTranslation();
  const content = view.recording ? (
    <Running view={view} me={me} send={send} onClose={frame.onClose} />
  ) : (
    <Start view={view} send={send} onClose={frame.onClose} />
  );
  return (
    <TherapistDialog
      {...frame}
      title={t(view.recording ? "therapist.recording.titleRunning" : "therapist.recording.title")}
      size="lg"
    >
      {content}
    </TherapistDialog>
  );
}

function Start({ view, send, onClose }: Pick<RecordingDialogProps, "view" | "send" | "onClose">) {
  const { t, i18n } = useTranslation();
  const refusers = view.participants.filter(
    ({ role, present, recordingAnswer }) => role === "patient" && present && recordingAnswer === "refused",
  );
  const names = new Intl.ListFormat(i18n.language).format(refusers.map((each) => nameOf(each).full));
  const run = { name: "runRecording", running: true } as const;
  const startWith = () => {
    send(run);
    send(YES);
    onClose();
  };
  // Said after it, a no would end a recording that anybody's no ends.
  const startWithout = () => {
    send(NO);
    send(run);
    onClose();
  };
  return (
    <>
      <Text>{t("therapist.recording.text")}</Text>
      {refusers.length === 0 ? null : <Text mt="sm">{t("therapist.recording.refused", { names })}</Text>}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t("shell.cancel")}
        </Button>
        <Button variant="outline" onClick={startWithout}>
          {t("therapist.recording.withoutMe")}
        </Button>
        <Button variant="outline" onClick={startWith}>
          {t("therapist.recording.withMe")}
        </Button>
      </Group>
    </>
  );
}

/** That somebody has not been asked in this class is told beside what is recorded of them. */
function sayState(t: TFunction, recorded: RecordingState, { clinical }: ParticipantView): string {
  const state = t(`therapist.recording.state.${recorded}`);
  const untilMs = clinical?.answerStandsUntilMs;
  if (untilMs === undefined) return state;
  return t("therapist.recording.standing", { state, day: sayDate(untilMs, formatLanguage()) });
}

function Running({ view, me, send, onClose }: Omit<RecordingDialogProps, keyof DialogFrame> & { onClose: () => void }) {
  const { t } = useTranslation();
  const isMine = me?.recordingAnswer === "given";
  return (
    <>
      <Text>{t("therapist.recording.textRunning")}</Text>
      <ul className={classes.list} aria-label={t("therapist.recording.people")}>
        {view.participants.map((each) => {
          const state = recordingStateOf(view, each);
          const isMe = each.participantId === me?.participantId;
          return (
            <li key={each.participantId} className={classes.row} data-state={state}>
              {each.role === "patient" ? <ParticipantMark mark={each.mark} size={22} /> : <span />}
              <span className={classes.name}>{isMe ? t("therapist.recording.me") : nameOf(each).full}</span>
              <span className={classes.state}>{sayState(t, state, each)}</span>
            </li>
          );
        })}
      </ul>
      <Group justify="space-between" mt="lg">
        <Button variant="default" onClick={() => send(isMine ? NO : YES)}>
          {t(isMine ? "therapist.recording.leaveMeOut" : "therapist.recording.recordMe")}
        </Button>
        <Group>
          <Button
            onClick={() => {
              send({ name: "runRecording", running: false });
              onClose();
            }}
          >
            {t("therapist.recording.stop")}
          </Button>
          <Button variant="default" data-autofocus onClick={onClose}>
            {t("shell.close")}
          </Button>
        </Group>
      </Group>
    </>
  );
}
