// One decision over what is kept, said before it is made: how many recordings, what becomes of them, what remains, and why.
import {
  ASKED_REASONS,
  type AskedReason,
  HOLD_REASONS,
  type HoldReason,
  type KeptRecording,
} from "@ensemble/shared/protocol/custody-messages.ts";
import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sayRefusal } from "../../ui/refusal-words.ts";
import { sayDuration } from "../../ui/say-time.ts";
import classes from "./custody.module.css";
import { isOver } from "./custody-rules.ts";
import type { CustodyDecision } from "./review-queries.ts";

export type CustodyAct = CustodyDecision["what"];

export interface CustodyDialogProps {
  readonly opened: boolean;
  readonly act: CustodyAct;
  /** As they were when it was opened: nothing is decided over what nobody has seen. */
  readonly about: readonly KeptRecording[];
  readonly name: string;
  readonly onClose: () => void;
  readonly onDecide: (decision: CustodyDecision) => Promise<void>;
}

export function CustodyDialog({ opened, ...asked }: CustodyDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={asked.onClose}
      size="lg"
      title={t(`review.custody.${asked.act}.title`)}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Decision {...asked} />
    </Modal>
  );
}

function Decision({ act, about, name, onClose, onDecide }: Omit<CustodyDialogProps, "opened">) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const [step, setStep] = useState<"asking" | "working">("asking");
  const [refusal, setRefusal] = useState<string>();
  const decide = async () => {
    setStep("working");
    setRefusal(undefined);
    try {
      await onDecide(decisionOf(act, about, reason));
      onClose();
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : "unexpected");
      setStep("asking");
    }
  };
  return (
    <Stack>
      <Said act={act} about={about} name={name} />
      {act === "release" ? null : (
        <Radio.Group label={t("review.custody.why")} value={reason} onChange={setReason}>
          <Stack gap={4} mt={6}>
            {(act === "hold" ? HOLD_REASONS : ASKED_REASONS).map((each) => (
              <Radio
                key={each}
                value={each}
                size="md"
                className={classes.reason}
                label={t(act === "hold" ? `review.custody.holdReason.${each}` : `review.custody.destroyReason.${each}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {refusal === undefined ? null : (
        <p role="alert" className={classes.failed}>
          {sayRefusal(t, refusal)}
        </p>
      )}
      <Group justify="flex-end">
        <Button variant="default" h={44} data-autofocus onClick={onClose}>
          {t("shell.cancel")}
        </Button>
        <Button
          h={44}
          {...(act === "destroy" ? { color: "alarm" } : {})}
          loading={step === "working"}
          disabled={act !== "release" && reason === ""}
          onClick={() => void decide()}
        >
          {t(`review.custody.${act}.confirm`)}
        </Button>
      </Group>
    </Stack>
  );
}

function Said({ act, about, name }: Pick<CustodyDialogProps, "act" | "about" | "name">) {
  const { t } = useTranslation();
  const length = sayDuration(about.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const nowMs = Date.now();
  return (
    <>
      <Text>{t(`review.custody.${act}.text`, { count: about.length, name, length })}</Text>
      {act === "destroy" ? <Text>{t("review.custody.destroy.remains")}</Text> : null}
      {act === "destroy" && about.some(({ state }) => state === "running") ? (
        <Text>{t("review.custody.destroy.running", { name })}</Text>
      ) : null}
      {act === "release" && about.some((one) => isOver(one, nowMs)) ? (
        <Text>{t("review.custody.release.over")}</Text>
      ) : null}
    </>
  );
}

/** The radio buttons offer no other reasons. */
function decisionOf(act: CustodyAct, about: readonly KeptRecording[], reason: string): CustodyDecision {
  const recordingIds = about.map(({ recordingId }) => recordingId);
  if (act === "release") return { what: act, body: { recordingIds } };
  if (act === "hold") return { what: act, body: { recordingIds, reason: reason as HoldReason } };
  return { what: act, body: { recordingIds, reason: reason as AskedReason } };
}
