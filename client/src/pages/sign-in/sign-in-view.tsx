// The words of the sign-in page, for each thing that can be the case.
import { Button, Loader, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { PageShell } from "../../ui/page-shell.tsx";
import { ShoreScene } from "../../ui/shore-scene.tsx";
import classes from "./sign-in.module.css";

export type SignInState = "asking" | "noLink" | "invalid" | "expired" | "noAnswer" | "notStoring" | "signedOut";

export function SignInView({ state, onRetry }: { state: SignInState; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <PageShell>
      <Paper className={classes.card} radius="xl">
        <ShoreScene className={classes.scene} balloon={state === "asking" ? 0.55 : 0.35} />
        <Stack className={classes.words} gap="md" role={state === "asking" ? "status" : undefined}>
          {state === "asking" ? <Loader color="water" aria-hidden /> : null}
          <Title order={1}>{t(`shell.signIn.${state}.title`)}</Title>
          <Text size="lg">{t(`shell.signIn.${state}.text`)}</Text>
          {state === "noAnswer" && onRetry !== undefined ? (
            <Button size="lg" h={56} onClick={onRetry} style={{ alignSelf: "flex-start" }}>
              {t("shell.tryAgain")}
            </Button>
          ) : null}
        </Stack>
      </Paper>
    </PageShell>
  );
}
