import { spawn } from "node:child_process";
import { ownValue } from "@danfang/domain";

/** The program of each system that opens an address in the browser its user chose. */
const openers: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"], // `start` belongs to the shell, which would read the address too
};
const otherwise = ["xdg-open"] as const;

/** Opens an address in the browser. Where there is none, nothing happens: the address stands in the terminal. */
export function openBrowser(url: string): void {
  const [program, ...args] = ownValue(openers, process.platform) ?? otherwise;
  const child = spawn(program, [...args, url], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
