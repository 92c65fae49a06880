import { describeFrozenOwner } from "./support/frozen-owner.ts";

describeFrozenOwner(60_000, 1);
