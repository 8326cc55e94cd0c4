import { kindCounts } from "@danfang/words";
/** Folders that models are read from. */
export const foldersEn = {
  folders: {
    comma: ", ",
    ...kindCounts("en"),
    none: "no models",
    scanning: "Searching…",
    unusable: "Cannot be used now",
    from_own: "Danfang's own",
    from_commandLine: "given with --models",
    from_settings: "added here",
    looking: "Checking…",
    checked: "What was found in {{path}}",
    layout_webui: "A WebUI installation",
    layout_forge: "A Forge installation",
    layout_comfyui: "A ComfyUI installation",
    layout_invokeai: "An InvokeAI installation",
    layout_stabilityMatrix: "Stability Matrix's models",
    layout_models: "A models folder",
    layout_oneKind: "The folder of one kind",
    layout_plain: "Not an installation; its files are treated as checkpoints",
    added: "Added {{path}}",
    addedWith: "Found {{found}}",
    addAnyway: "Add it anyway",
    removed: "{{path}} is no longer read. Its files stay.",
  },
} as const;
