import { defineErrors } from "@danfang/domain";

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** Nothing where nothing was lost that is known of. */
const lostWords = ({ lostJobs = 0, lostPictures = 0 }: { lostJobs?: number; lostPictures?: number }): string => {
  const parts = [
    ...(lostJobs > 0 ? [`the orders of ${counted(lostJobs, "job")}`] : []),
    ...(lostPictures > 0 ? [`the records of ${counted(lostPictures, "picture")}`] : []),
  ];
  return parts.length > 0 ? ` Not readable any more: ${parts.join(" and ")}.` : "";
};

export const databaseErrors = defineErrors("database", {
  tooNew: (d: { file: string; version: number; known: number }) => ({
    message: `${d.file} was written by a newer Danfang (version ${d.version} of its tables; this one knows ${d.known}).`,
    hint: "Start the newer Danfang again, or choose another home folder with --home.",
  }),
  setAside: (d: {
    file: string;
    keptAs: string;
    reason: string;
    jobs: number;
    pictures: number;
    lostJobs?: number;
    lostPictures?: number;
  }) => ({
    message: `The database ${d.file} was damaged (${d.reason}). A new one has what could be read: ${counted(d.jobs, "job")} and ${counted(d.pictures, "picture")}.${lostWords(d)}`,
    hint: `The damaged one was kept as ${d.keptAs}. Picture files are not affected; the gallery reads them in again. If this happens again, look after the disk.`,
  }),
  notMended: (d: { file: string; reason: string; obstacle: string }) => ({
    message: `The database ${d.file} is damaged (${d.reason}) and could not be mended: ${d.obstacle}`,
    hint: "Nothing was changed. Free as much space as the database takes, make its folder writable, and start Danfang again.",
  }),
  restored: (d: { file: string }) => ({
    message: `The database ${d.file} was deleted while Danfang ran. It was written again, with everything in it.`,
    hint: "Nothing is lost. To begin anew, end Danfang first; then delete the file.",
  }),
  unusable: (d: { file: string; reason: string }) => ({
    message: `The database ${d.file} cannot be used: ${d.reason}`,
    hint: "Make the home folder writable and free some space, or choose another with --home.",
  }),
});
