// Exchanges the personal link for a sign-in and goes home; says clearly what to do when a link no longer works.
import type { Me } from "@ensemble/shared/protocol/http-messages.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { adoptLanguage } from "../../ui/language.ts";
import { askServer } from "../ask-server.ts";
import { meQuery } from "../queries.ts";
import { createSignInAttempt } from "./sign-in-attempt.ts";
import { takeSignInLink } from "./sign-in-link.ts";
import { type SignInState, SignInView } from "./sign-in-view.tsx";

export function SignInPage() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [state, setState] = useState<SignInState>("asking");
  const [attempt] = useState(() =>
    createSignInAttempt({
      takeLink: () => takeSignInLink(location, history),
      signIn: async (link) => {
        const me = await askServer<Me>("/api/sign-in", { link });
        queries.clear();
        queries.setQueryData(meQuery.queryKey, me);
        await adoptLanguage(me.language);
        await navigate({ to: "/", replace: true });
      },
      show: setState,
      schedule: (delayMs, run) => void setTimeout(run, delayMs),
    }),
  );

  useEffect(() => {
    void attempt.open();
    // A second link opened in the same page changes only the fragment.
    const onHashChange = () => void attempt.open();
    window.addEventListener("hashchange", onHashChange);
    return () => {
      window.removeEventListener("hashchange", onHashChange);
      attempt.stop();
    };
  }, [attempt]);

  return <SignInView state={state} onRetry={() => void attempt.tryAgain()} />;
}
