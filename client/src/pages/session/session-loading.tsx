// While the room opens: the shape of what comes, and words when it takes long.
import { Loader } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ShoreScene } from "../../ui/shore-scene.tsx";
import classes from "./session-loading.module.css";

/** `children`: what there is to say meanwhile. */
export function SessionLoading({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <main className={classes.page} aria-busy>
      <div className={classes.said}>{children}</div>
      <ShoreScene className={classes.scene} balloon={0.5} />
      <h1 className={classes.words}>
        <Loader size="sm" color="water" aria-hidden /> {t("shell.session.opening")}
      </h1>
    </main>
  );
}
