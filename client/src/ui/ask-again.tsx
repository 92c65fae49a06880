// In place of something that could not be loaded: the reason in words and one button to try again.
import { Button, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { sayRefusal } from "./refusal-words.ts";

export function AskAgain({ code, onRetry }: { code: string; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Paper p="xl" role="alert">
      <Stack align="flex-start">
        <Title order={1} size="h2">
          {t("shell.couldNotLoad")}
        </Title>
        <Text size="lg">{sayRefusal(t, code)}</Text>
        <Button size="lg" onClick={onRetry}>
          {t("shell.tryAgain")}
        </Button>
      </Stack>
    </Paper>
  );
}
