// When a page cannot be shown: what happened in plain words, and a way on. The cause goes to the console once.
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { isMissingPart } from "./missing-part-rules.ts";
import { PageShell } from "./page-shell.tsx";

export function PageFailed({ error }: { error?: unknown }) {
  const { t } = useTranslation();
  useEffect(() => {
    if (error !== undefined) console.error("the page could not be shown", error);
  }, [error]);
  const words = error === undefined ? "notFound" : isMissingPart(error) ? "renewed" : "failed";
  return (
    <PageShell>
      <Stack gap="md" maw={640} mt="xl">
        <Title order={1}>{t(`shell.${words}Title`)}</Title>
        <Text size="lg">{t(`shell.${words}Text`)}</Text>
        <Group>
          {error === undefined ? null : (
            <Button size="lg" onClick={() => location.reload()}>
              {t("shell.reload")}
            </Button>
          )}
          <Button size="lg" variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
            {t("shell.toHome")}
          </Button>
        </Group>
      </Stack>
    </PageShell>
  );
}
