import type { CommandName } from "./catalogue/commands.ts";
import type { Command } from "./command/command.ts";

/** The code of every command. Only what is asked for is read, so that help and mistakes answer at once. */
export const loadCommand = {
  studio: () => import("./commands/studio.ts"),
  txt2img: () => import("./commands/txt2img.ts"),
  img2img: () => import("./commands/img2img.ts"),
  outpaint: () => import("./commands/outpaint.ts"),
  upscale: () => import("./commands/upscale.ts"),
  grid: () => import("./commands/grid.ts"),
  inspect: () => import("./commands/inspect.ts"),
  prompt: () => import("./commands/prompt.ts"),
  recipe: () => import("./commands/recipe.ts"),
  models: () => import("./commands/models.ts"),
  bench: () => import("./commands/bench.ts"),
  doctor: () => import("./commands/doctor.ts"),
  "first-light": () => import("./commands/first-light.ts"),
} satisfies Record<CommandName, () => Promise<{ readonly command: Command }>>;
