// The library for therapists. What is asked for stands in the address. Patients come to single exercises by a link.
import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { AskAgain } from "../../ui/ask-again.tsx";
import { PageShell } from "../../ui/page-shell.tsx";
import { libraryQuery, meQuery } from "../queries.ts";
import { useSignOut } from "../use-sign-out.ts";
import { rememberLibrarySearch } from "./last-library-search.ts";
import { readLibraryAsk, writeLibraryAsk } from "./library-address.ts";
import { LibraryLoading } from "./library-loading.tsx";
import { LibraryView } from "./library-view.tsx";

export function LibraryPage() {
  const me = useQuery(meQuery);
  const catalogue = useQuery({ ...libraryQuery, enabled: me.data?.role === "therapist" });
  const search = useSearch({ strict: false });
  const ask = readLibraryAsk(search);
  useEffect(() => rememberLibrarySearch(writeLibraryAsk(readLibraryAsk(search))), [search]);
  const navigate = useNavigate();
  const signOut = useSignOut();
  if (me.isError && me.error.message.startsWith("sign_in/")) return <Navigate to="/sign-in" replace />;
  if (me.data !== undefined && me.data.role !== "therapist") return <Navigate to="/" replace />;
  const failed = [me, catalogue].find((query) => query.isError);
  return (
    <PageShell person={me.data} onSignOut={signOut} wide>
      {failed?.error ? (
        <AskAgain code={failed.error.message} onRetry={() => void failed.refetch()} />
      ) : catalogue.data === undefined ? (
        <LibraryLoading />
      ) : (
        <LibraryView
          catalogue={catalogue.data}
          ask={ask}
          onAsk={(next, step) =>
            void navigate({ to: "/library", search: writeLibraryAsk(next), replace: !step, resetScroll: false })
          }
        />
      )}
    </PageShell>
  );
}
