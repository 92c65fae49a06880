// The patient's own choice whether others see the picture, and who these are: agreed to by name where they are paired, so that a pair
// that has become another one meanwhile is agreed to anew.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import { useTranslation } from "react-i18next";
import { mayShareWith, partnersFor, sayNames } from "./partner-rules.ts";
import { type Choice, useChoice } from "./use-choice.ts";

export interface PictureConsent extends Choice<boolean> {
  readonly audience: "group" | "partners" | "nobody";
  readonly partners: readonly ParticipantView[];
  /** Of the partners. */
  readonly names: string;
}

export function usePictureConsent(
  view: Pick<SessionView, "pictureMode" | "participants">,
  me: ParticipantView,
  send: (command: SessionCommand) => Promise<boolean>,
): PictureConsent {
  const { i18n } = useTranslation();
  const audience = mayShareWith(view, me);
  const partners = partnersFor(view, me);
  const to = audience === "partners" ? { to: partners.map(({ participantId }) => participantId) } : {};
  const choice = useChoice(me.pictureConsent, (given) =>
    send({ name: "consentToPicture", given, ...(given ? to : {}) }),
  );
  return { ...choice, audience, partners, names: sayNames(partners, i18n.language) };
}
