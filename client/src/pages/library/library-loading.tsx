// The shape of the catalogue while it loads.
import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./library.module.css";

const CARDS = ["a", "b", "c", "d", "e", "f", "g", "h"];

export function LibraryLoading() {
  const { t } = useTranslation();
  return (
    <div className={classes.library} role="status" aria-label={t("shell.loading")}>
      <Skeleton h={44} w="min(70%, 380px)" />
      <Skeleton h={56} radius="xl" w="min(100%, 46rem)" />
      <Skeleton h={48} radius="xl" w="min(100%, 60rem)" />
      <div className={classes.grid}>
        {CARDS.map((card) => (
          <Skeleton key={card} h={380} radius="lg" />
        ))}
      </div>
    </div>
  );
}
