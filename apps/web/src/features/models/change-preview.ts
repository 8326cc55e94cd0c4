import type { ModelEntry } from "@danfang/domain";
import i18next from "i18next";
import { api, type PreviewConsent } from "../../api/client.ts";
import { queryClient } from "../../api/queries.ts";
import { problemFrom } from "../../ui/problem.ts";
import { ask } from "../../ui/question.ts";
import { sayProblem, sayWithUndo } from "../../ui/toasts.ts";

/** What the studio wants to be told before it writes, and the question for it. */
const questions = {
  "models/foreignFolder": { consent: { foreign: true }, body: "models.askForeign" },
  "models/previewExists": { consent: { replace: true }, body: "models.askReplace" },
} as const satisfies Record<string, { consent: PreviewConsent; body: string }>;

/** Gives a model a picture: a file, or one of the gallery. */
export const choosePreview = (model: ModelEntry, picture: Blob | string): Promise<void> =>
  change(model, "models.previewChosen", (consent) => api.choosePreview(model.id, picture, consent));

/** Takes a model's picture away. */
export const removePreview = (model: ModelEntry): Promise<void> =>
  change(model, "models.previewRemoved", (consent) => api.removePreview(model.id, consent));

/** Asks for each thing that wants a yes; a no leaves everything as it was. */
async function change(
  model: ModelEntry,
  said: "models.previewChosen" | "models.previewRemoved",
  send: (consent: PreviewConsent) => Promise<ModelEntry>,
): Promise<void> {
  for (let consent: PreviewConsent = {}; ; ) {
    try {
      await send(consent);
      break;
    } catch (error) {
      const { code, facts } = problemFrom(error);
      const question = code in questions ? questions[code as keyof typeof questions] : undefined;
      if (question === undefined) return sayProblem(error);
      const isYes = await ask({
        title: i18next.t("models.askTitle", { name: model.stem }),
        body: i18next.t(question.body, { folder: String(facts?.folder ?? ""), file: String(facts?.file ?? "") }),
        action: i18next.t("models.askGo"),
      });
      if (!isYes) return;
      consent = { ...consent, ...question.consent };
    }
  }
  forgetModel();
  sayWithUndo(i18next.t(said, { name: model.stem }), () => {
    api.undoPreview(model.id).then(forgetModel, sayProblem);
  });
}

const forgetModel = () => void queryClient.invalidateQueries({ queryKey: ["models"] });
