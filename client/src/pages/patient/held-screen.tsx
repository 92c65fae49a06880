// Instead of count and scene while the therapist explains: one's own picture as it stood, large, with what is drawn on it.
import { useTranslation } from "react-i18next";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import classes from "./held-screen.module.css";
import { OwnStill } from "./own-picture.tsx";

export function HeldScreen({ feed, therapistName }: { feed: CameraFeed; therapistName: string }) {
  const { t } = useTranslation();
  return (
    <section className={classes.held} aria-labelledby="held">
      <h1 id="held" className={classes.words}>
        {t("patient.pointing.held", { name: therapistName })}
      </h1>
      <div className={classes.picture}>
        <OwnStill feed={feed} />
      </div>
    </section>
  );
}
