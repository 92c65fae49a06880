// After signing out: nothing of the person is left on this device's screen.
import { SignInView } from "./sign-in-view.tsx";

export function SignedOutPage() {
  return <SignInView state="signedOut" />;
}
