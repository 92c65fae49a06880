import { GREATEST_HASTE } from "../src/demo/simulated-patient.ts";
import { describeFrozenOwner } from "./support/frozen-owner.ts";

describeFrozenOwner(10_000, GREATEST_HASTE);
