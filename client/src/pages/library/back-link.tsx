// From an exercise to where its reader comes from: a therapist to the library as it was last asked, a patient home.
import type { Role } from "@ensemble/shared/session/identifiers.ts";
import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { lastLibrarySearch } from "./last-library-search.ts";

export function BackLink({ reader }: { reader: Role }) {
  const { t } = useTranslation();
  const patient = reader === "patient";
  return (
    <Button
      variant="subtle"
      h={48}
      px="sm"
      leftSection={<IconArrowLeft size={20} aria-hidden />}
      renderRoot={(props) =>
        patient ? <Link to="/" {...props} /> : <Link to="/library" search={lastLibrarySearch()} {...props} />
      }
    >
      {t(patient ? "library.toHome" : "library.back")}
    </Button>
  );
}
