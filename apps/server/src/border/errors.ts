import { type Bytes, defineErrors, printBytes } from "@danfang/domain";

/** Problems that only a server can have. */
export const serverErrors = defineErrors("server", {
  notFound: (d: { what: string }) => ({
    message: `There is no ${d.what} here.`,
    hint: "It may have been removed; /docs lists what can be asked for.",
  }),
  badRequest: (d: { where: string; issues: readonly { path: string; message: string }[] }) => ({
    message: `The ${d.where} is not what was expected: ${d.issues.map((i) => `${i.path || "it"}: ${i.message}`).join("; ")}.`,
    hint: "/docs shows every field with its limits.",
  }),
  notJson: (d: { contentType: string }) => ({
    message: d.contentType === "" ? "The body is no JSON." : `The body is ${d.contentType}, not JSON.`,
    hint: "Send JSON with the header Content-Type: application/json.",
  }),
  tooLarge: (d: { limit: Bytes }) => ({
    message: `The request's body exceeds ${printBytes(d.limit)}.`,
    hint: "Send a smaller picture, or a shorter text.",
  }),
  textTooLong: (d: { field: string; most: number }) => ({
    message: `${d.field} is longer than ${d.most} characters.`,
    hint: "Shorten it.",
  }),
  tooNested: (d: { most: number }) => ({
    message: `The body is nested deeper than ${d.most} levels.`,
    hint: "Nothing that is asked for here is; /docs shows every field.",
  }),
  tooManyValues: (d: { most: number }) => ({
    message: `The body has more than ${d.most} values.`,
    hint: "Send several smaller requests.",
  }),
  readingTooLong: (_: Record<string, never>) => ({
    message: "Reading this text took too long, and was given up.",
    hint: "Send less of it.",
  }),
  foreignHost: (d: { host: string }) => ({
    message: `This studio does not answer to the name ${d.host}.`,
    hint: "Open it by its address: localhost, or the IP address that it printed when it started.",
  }),
  foreignOrigin: (d: { origin: string }) => ({
    message: `Pages of ${d.origin} may not use this studio.`,
    hint: "Use the studio's own page, or a program outside of a browser.",
  }),
  unauthorised: (_: Record<string, never>) => ({
    message: "Incorrect username or password",
    hint: "Give the name and password that the studio was started with (--api-auth, --api-auth-file).",
  }),
  tooManyGuesses: (d: { seconds: number }) => ({
    message: "Too many wrong passwords came from your address.",
    hint: `Try again in ${d.seconds} seconds.`,
  }),
  needsAuth: (d: { host: string }) => ({
    message: `${d.host} lets other machines in, but no password is set.`,
    hint: "Add --api-auth-file FILE or --api-auth USER:PASSWORD, or leave --host out to stay on this machine.",
  }),
  badAuth: (_: Record<string, never>) => ({
    message: "The name and password that were set are not of the form USER:PASSWORD.",
    hint: "Write anna:secret; several are separated by commas, or stand on lines of their own in the file.",
  }),
  portTaken: (d: { host: string; port: number; free: number | undefined }) => ({
    message: `Port ${d.port} of ${d.host} is taken: perhaps a studio runs there already.`,
    hint: d.free === undefined ? "Choose another with --port." : `Port ${d.free} is free: --port ${d.free}.`,
  }),
  cannotListen: (d: { host: string; port: number; reason: string }) => ({
    message: `The studio cannot listen on ${d.host}, port ${d.port}: ${d.reason}.`,
    hint: "Choose another --host or --port.",
  }),
});
