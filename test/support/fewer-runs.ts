import fc from "fast-check";
import { runs } from "./all-runs.ts";

// How many random inputs a property is tried on that does not say.
fc.configureGlobal(runs(100));
