export { type AppOptions, buildApp } from "./app.ts";
export { serverErrors } from "./errors.ts";
export { type RunningServer, type ServeOptions, serveStudio } from "./serve-studio.ts";
