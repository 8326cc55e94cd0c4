import { diskErrors, internalErrors, ProblemBody, retellingOf, storageErrors } from "@danfang/domain";
import { engineErrors, graphErrors, samplingErrors } from "@danfang/engine";
import { filesErrors, imageErrors, safetensorsErrors, sourceErrors, torchErrors } from "@danfang/formats";
import { libraryErrors } from "@danfang/library";
import { promptErrors } from "@danfang/prompt";
import { embeddingErrors, hypernetworkErrors, loraErrors, upscalerErrors, weightsErrors } from "@danfang/weights";
import { gridErrors, outputsErrors, stylesErrors, workbenchErrors } from "@danfang/workbench";
import { databaseErrors } from "./database-errors.ts";
import { galleryErrors } from "./gallery-errors.ts";
import { inputsErrors } from "./inputs-errors.ts";
import { modelsErrors } from "./models-errors.ts";
import { movingErrors } from "./moving-errors.ts";
import { queueErrors } from "./queue-errors.ts";
import { settingsErrors } from "./settings-errors.ts";

const disk = [diskErrors, storageErrors, internalErrors];
const files = [sourceErrors, filesErrors, imageErrors, safetensorsErrors, torchErrors];
const weights = [weightsErrors, embeddingErrors, hypernetworkErrors, loraErrors, upscalerErrors];
const painting = [promptErrors, engineErrors, graphErrors, samplingErrors, libraryErrors];
const workbench = [workbenchErrors, gridErrors, outputsErrors, stylesErrors];
const studio = [databaseErrors, galleryErrors, inputsErrors, modelsErrors, movingErrors, queueErrors, settingsErrors];

/** Every family whose problems may be kept: with a job, a picture or a model. A test compares it with all there are. */
const keptFamilies = [...disk, ...files, ...weights, ...painting, ...workbench, ...studio];

/** A problem as it is read back from where it was kept: told in both languages, whichever version wrote it down. */
export const KeptProblem = ProblemBody.transform(retellingOf(keptFamilies));
