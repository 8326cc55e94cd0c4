import { defineErrors } from "../errors.ts";

/** The path, which the system does not always tell. */
const named = (path: string | undefined, instead: string) => path ?? instead;

/** What a file system refuses: nobody's mistake in Danfang, and often over by itself. */
export const diskErrors = defineErrors("disk", {
  full: (d: { path?: string }) => ({
    message: d.path === undefined ? "A drive is full." : `The drive of ${d.path} is full.`,
    hint: "Free some space there. What waits goes on by itself.",
  }),
  readOnly: (d: { path?: string }) => ({
    message: `${named(d.path, "A file")} is on a drive that can only be read.`,
    hint: "Make the drive writable, or choose another home folder with --home. What waits goes on by itself.",
  }),
  notAllowed: (d: { path?: string }) => ({
    message: `The account that runs Danfang may not read or change ${named(d.path, "a file")}.`,
    hint: "Change the permissions or the owner of the folder, or choose another. What waits goes on by itself.",
  }),
  missing: (d: { path?: string }) => ({
    message: `${named(d.path, "A file")} is not there.`,
    hint: "Check the folder. What lies on a drive that is not connected is missing too.",
  }),
  notAFolder: (d: { path?: string }) => ({
    message: `${named(d.path, "A path")} needs a folder where a file lies.`,
    hint: "Move that file away or give it another name; then try again.",
  }),
  notAFile: (d: { path?: string }) => ({
    message: `${named(d.path, "A path")} is a folder, and a file is needed there.`,
    hint: "Move that folder away or give it another name; then try again.",
  }),
  exists: (d: { path?: string }) => ({
    message: `${named(d.path, "A file")} is there already.`,
    hint: "Move it away, or choose another name.",
  }),
  notEmpty: (d: { path?: string }) => ({
    message: `The folder ${named(d.path, "there")} is not empty.`,
    hint: "Move away what lies in it; then try again.",
  }),
  inUse: (d: { path?: string }) => ({
    message: `Another program is using ${named(d.path, "a file")}.`,
    hint: "Close that program, or wait until it is done. What waits goes on by itself.",
  }),
  tooManyOpen: (_: { path?: string }) => ({
    message: "Too many files are open at once.",
    hint: "Close other programs, or raise the limit (ulimit -n). What waits goes on by itself.",
  }),
  nameTooLong: (d: { path?: string }) => ({
    message: `The name ${named(d.path, "of a file")} is too long for its drive.`,
    hint: "Choose a shorter name or a folder that lies less deep.",
  }),
  tooLarge: (d: { path?: string }) => ({
    message: `${named(d.path, "A file")} is larger than its drive allows.`,
    hint: "Drives with the FAT32 format hold files of up to 4 GB: choose another drive.",
  }),
  circle: (d: { path?: string }) => ({
    message: `${named(d.path, "A path")} leads through links in a circle.`,
    hint: "Remove one of the links.",
  }),
  failing: (d: { path?: string; system: string }) => ({
    message: `The drive of ${named(d.path, "a file")} does not work (${d.system}).`,
    hint: "Check the drive, its cable, or the network that it is reached over. What waits goes on by itself.",
  }),
});

/** What SQLite refuses because of the disk or another program, not because of what was asked. */
export const storageErrors = defineErrors("storage", {
  busy: (_: Record<string, never>) => ({
    message: "Another program holds Danfang's database, so that nothing can be saved just now.",
    hint: "Nothing is lost: try again in a moment. If this stays, close what has danfang.sqlite open, such as a database browser or a backup.",
  }),
  full: (_: Record<string, never>) => ({
    message: "The drive with Danfang's home folder is full: nothing can be saved in the database.",
    hint: "Free some space there. What waits goes on by itself.",
  }),
  readOnly: (_: Record<string, never>) => ({
    message: "Danfang's home folder can only be read: nothing can be saved in the database.",
    hint: "Make the folder and danfang.sqlite in it writable. What waits goes on by itself.",
  }),
  cannotOpen: (_: Record<string, never>) => ({
    message: "Danfang's database cannot be opened.",
    hint: "Check that the home folder is there, and that it and danfang.sqlite in it may be read and written.",
  }),
  failing: (d: { system: string }) => ({
    message: `The drive with Danfang's database does not work (${d.system}).`,
    hint: "Check that the drive has room, and that it, its cable or its network is well. What waits goes on by itself.",
  }),
});
