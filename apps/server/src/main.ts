import type { Problem, TroubleNews } from "@danfang/domain";
import { defined } from "@danfang/domain";
import { attended, openStudio } from "@danfang/studio";
import type { OriginsToAllow } from "./security/cors.ts";
import { type RunningServer, serveStudio } from "./serve-studio.ts";

export interface StartOptions {
  readonly home: string;
  readonly modelRoots: readonly string[];
  readonly host: string;
  readonly port: number;
  readonly apiAuth: string | undefined;
  readonly cors?: OriginsToAllow;
  readonly onTrouble?: (news: TroubleNews) => void;
  readonly onNotice?: (problem: Problem) => void;
}

/** The studio of one home, served: what `danfang studio` starts. Errors: those of {@link serveStudio}. */
export const startStudio = ({
  home,
  modelRoots,
  onTrouble,
  onNotice,
  ...where
}: StartOptions): Promise<RunningServer> =>
  serveStudio({
    home,
    ...where,
    async openStudio() {
      const studio = await openStudio({
        home,
        modelRoots,
        ...defined({ onTrouble, onNotice }),
      });
      // Every visitor's first question, looked up as soon as the studio listens: by then no browser has come up yet.
      setImmediate(attended(studio.troubles, "models", studio.modelFolders.listFirst));
      return studio;
    },
  });
