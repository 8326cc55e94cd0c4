import { isIP } from "node:net";
import { hostname } from "node:os";

/** The name in a Host header, without its port: `localhost:7860` → `localhost`, `[::1]:7860` → `::1`. */
function hostName(header: string): string | undefined {
  const [, ipv6, name] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(header.trim()) ?? [];
  return (ipv6 ?? name)?.toLowerCase().replace(/\.$/, "");
}

/**
 * Whether a request that names `header` as its host was meant for this machine. An IP address cannot be rebound, and
 * nobody else can serve `localhost`; any other name must be this machine's or the one that it was told to listen on.
 */
export function isOwnHost(header: string | undefined, listensOn: string): boolean {
  const name = header === undefined ? undefined : hostName(header);
  if (name === undefined) return false;
  if (isIP(name) !== 0 || name === "localhost" || name.endsWith(".localhost")) return true;
  const machine = hostname().toLowerCase();
  return [listensOn.toLowerCase(), machine, `${machine}.local`, machine.split(".", 1)[0]].includes(name);
}

/** Whether only this machine can reach it. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
