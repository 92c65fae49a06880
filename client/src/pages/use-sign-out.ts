// Leaving: the sign-in ends on the server, and nothing of the person stays on the page.
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { askServer } from "./ask-server.ts";

export function useSignOut(): () => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = async () => {
    await askServer("/api/sign-out", {});
    queries.clear();
    await navigate({ to: "/signed-out", replace: true });
  };
  return () => void signOut();
}
