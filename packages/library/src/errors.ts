import { defineErrors } from "@danfang/domain";

export const libraryErrors = defineErrors("library", {
  notFound: (d: { reference: string; kind: string; nearest: readonly string[]; folders: readonly string[] }) => ({
    message: `No ${d.kind} is called "${d.reference}".${d.nearest.length > 0 ? ` There is: ${d.nearest.join(", ")}.` : ""}`,
    hint: `Give a name or a hash; the command line also takes a path. Looked in: ${d.folders.join(", ") || "no folder"}. Others are added in the settings, or with \`--models DIR\`.`,
  }),
  noModels: (d: { kind: string; folders: readonly string[] }) => ({
    message: `There is no ${d.kind} yet.`,
    hint: `Put one into ${d.folders[0] ?? "a models folder"}, or name a folder that has some with \`--models DIR\`.`,
  }),
});
