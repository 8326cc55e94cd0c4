import { defineErrors } from "@danfang/domain";
import { en } from "../texts/en.ts";

/** Problems of the command line itself; in English here, in the user's language by {@link explain}. */
export const cliErrors = defineErrors("cli", en.problems);
