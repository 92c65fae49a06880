// The shape of an exercise's page while it loads.
import { Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./exercise.module.css";

export function ExerciseLoading() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("shell.loading")} className={classes.page}>
      <Skeleton h={40} w={160} />
      <div className={classes.top}>
        <Skeleton className={classes.stage} radius="lg" />
        <Stack gap="md">
          <Skeleton h={20} w="40%" />
          <Skeleton h={48} w="70%" />
          <Skeleton h={56} />
          <Skeleton h={220} radius="lg" />
        </Stack>
      </div>
    </div>
  );
}
