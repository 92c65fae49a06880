// The shape of what comes, while it comes.
import { Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { PageShell } from "./page-shell.tsx";

export function PageLoading() {
  const { t } = useTranslation();
  return (
    <PageShell>
      <Stack gap="lg" role="status" aria-label={t("shell.loading")}>
        <Skeleton h={40} w="min(60%, 420px)" />
        <Skeleton h={280} radius="lg" />
        <Skeleton h={120} radius="lg" />
      </Stack>
    </PageShell>
  );
}
