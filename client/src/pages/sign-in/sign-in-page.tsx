// Exchanges the personal link for a sign-in and goes home; says clearly what to do when a link no longer works.
import type { Me } from "@ensemble/shared/protocol/http-messages.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { adoptLanguage } from "../../ui/language.ts";
import { askServer, Refused } from "../ask-server.ts";
import { meQuery } from "../queries.ts";
import { takeSignInLink } from "./sign-in-link.ts";
import { type SignInState, SignInView } from "./sign-in-view.tsx";

export function SignInPage() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [state, setState] = useState<SignInState>("asking");
  const begun = useRef(false);

  useEffect(() => {
    const signIn = async () => {
      const link = takeSignInLink(location, history);
      if (link === undefined) return setState("noLink");
      setState("asking");
      try {
        const me = await askServer<Me>("/api/sign-in", { link });
        queries.clear();
        queries.setQueryData(meQuery.queryKey, me);
        await adoptLanguage(me.language);
        await navigate({ to: "/", replace: true });
      } catch (problem) {
        setState(stateOf(problem));
      }
    };
    if (!begun.current) {
      begun.current = true;
      void signIn();
    }
    // A second link opened in the same page changes only the fragment.
    const onHashChange = () => void signIn();
    window.addEventListener("hashchange", onHashChange);
    return () => window.removeEventListener("hashchange", onHashChange);
  }, [queries, navigate]);

  return <SignInView state={state} onRetry={() => location.reload()} />;
}

function stateOf(problem: unknown): SignInState {
  if (!(problem instanceof Refused)) throw problem;
  if (problem.code === "sign_in/link_expired") return "expired";
  if (problem.code === "network" || problem.code === "session/database_away") return "noAnswer";
  return "invalid";
}
