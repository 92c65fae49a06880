// The shape of a home page while it loads: a greeting, the one big card, two smaller ones.
import { SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function HomeLoading() {
  const { t } = useTranslation();
  return (
    <Stack gap="lg" role="status" aria-label={t("shell.loading")}>
      <Skeleton h={44} w="min(70%, 420px)" />
      <Skeleton h={320} radius="lg" />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Skeleton h={180} radius="lg" />
        <Skeleton h={180} radius="lg" />
      </SimpleGrid>
    </Stack>
  );
}
