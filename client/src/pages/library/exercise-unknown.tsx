// An address of an exercise that is not in the library, and the way on.
import type { Role } from "@ensemble/shared/session/identifiers.ts";
import { Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { sayRefusal } from "../../ui/refusal-words.ts";
import { BackLink } from "./back-link.tsx";

export function ExerciseUnknown({ reader }: { reader: Role }) {
  const { t } = useTranslation();
  return (
    <Paper p="xl" role="alert">
      <Stack align="flex-start">
        <Title order={1} size="h2">
          {t("shell.notFoundTitle")}
        </Title>
        <Text size="lg">{sayRefusal(t, "library/unknown_exercise")}</Text>
        <BackLink reader={reader} />
      </Stack>
    </Paper>
  );
}
