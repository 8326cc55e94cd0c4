import { containerTargets } from "./containers.ts";
import { folderTargets } from "./folders.ts";
import { headerTargets } from "./headers.ts";
import { pictureTargets } from "./pictures.ts";
import type { Target } from "./target.ts";
import { textTargets } from "./texts.ts";
import { torchTargets } from "./torch.ts";

export type { Target } from "./target.ts";

export const targets: readonly Target[] = [
  ...torchTargets,
  ...headerTargets,
  ...pictureTargets,
  ...textTargets,
  ...folderTargets,
  ...containerTargets,
];
