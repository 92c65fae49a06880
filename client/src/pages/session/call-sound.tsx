// The only place where the call is heard: one silent element for each person who sends sound, and one button where the browser waits for a touch.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { Button } from "@mantine/core";
import { IconVolume } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSoundOf } from "../../ui/call-context.tsx";
import { useSessionActions, useSessionPart } from "../../ui/session-context.tsx";
import { playOn } from "../../ui/sound-output.ts";
import { useSoundOutput } from "../../ui/use-sound-output.ts";
import classes from "./call-sound.module.css";

export function CallSound() {
  const { t } = useTranslation();
  const view = useSessionPart((session) => session.view);
  const meId = useSessionPart((session) => session.meId);
  const [blocked, setBlocked] = useState(false);
  const [touches, setTouches] = useState(0);
  const connection = useSessionActions();
  // A browser that took the sound away while the page was asleep does not give it back by itself.
  useEffect(() => connection.on("woke", () => setTouches((before) => before + 1)), [connection]);
  const others = view?.participants.filter((each) => each.participantId !== meId) ?? [];
  return (
    <>
      {others.map((each) => (
        <Sound key={each.participantId} participantId={each.participantId} touches={touches} onBlocked={setBlocked} />
      ))}
      {blocked ? (
        <Button
          className={classes.button}
          size="xl"
          h={72}
          leftSection={<IconVolume size={32} aria-hidden />}
          onClick={() => {
            setBlocked(false);
            setTouches((before) => before + 1);
          }}
        >
          {t("shell.session.turnOnSound")}
        </Button>
      ) : null}
    </>
  );
}

function Sound(props: { participantId: ParticipantId; touches: number; onBlocked: (blocked: boolean) => void }) {
  const { participantId, touches, onBlocked } = props;
  const sound = useSoundOf(participantId);
  const { deviceId: output } = useSoundOutput();
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const element = audio.current;
    if (element === null) return;
    playOn(element, output);
    element.srcObject = sound ?? null;
    if (sound === undefined) return;
    // `touches` changes after the person pressed the button: then the browser allows it; and after waking.
    void touches;
    element.play().catch((problem: unknown) => {
      if (problem instanceof DOMException && problem.name === "NotAllowedError") onBlocked(true);
    });
  }, [sound, touches, output, onBlocked]);
  // biome-ignore lint/a11y/useMediaCaption: live speech between people, which has no captions yet
  return <audio ref={audio} />;
}
