// Offers the whole screen where somebody is about to step back from it.
import { IconMaximize } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { BigButton } from "./big-button.tsx";
import { enterFullScreen, isFullScreenPossible, useFullScreen } from "./full-screen.ts";

export function FullScreenOffer() {
  const { t } = useTranslation();
  const full = useFullScreen();
  if (full || !isFullScreenPossible()) return null;
  return (
    <BigButton tone="quiet" onClick={() => void enterFullScreen()}>
      <IconMaximize aria-hidden size={28} />
      {t("lobby.wholeScreen")}
    </BigButton>
  );
}
