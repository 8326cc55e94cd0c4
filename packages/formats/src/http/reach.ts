import { BlockList, isIP } from "node:net";

/** Where an address leads: to this machine, into a network of somebody's own, or to anybody. */
export type Reach = "public" | "loopback" | "private";

const blocks = (...subnets: readonly (readonly [string, number])[]): BlockList => {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, net.includes(":") ? "ipv6" : "ipv4");
  return list;
};

const loopback = blocks(["127.0.0.0", 8], ["::1", 128]);

/**
 * Private, shared, link-local, unspecified, multicast and reserved. 198.18.0.0/15 is not among them: proxies in wide use
 * answer with such addresses for every name. Source: IANA special-purpose address registries.
 */
const own = blocks(
  ...([
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
  ] as const),
  ...([
    ["192.0.0.0", 24],
    ["192.168.0.0", 16],
    ["224.0.0.0", 4],
    ["240.0.0.0", 4],
  ] as const),
  ...([
    ["::", 128],
    ["fc00::", 7],
    ["fe80::", 10],
    ["fec0::", 10],
    ["ff00::", 8],
  ] as const),
);

/** `ip`: an IPv4 or IPv6 address; what is none is private. */
export function reachOf(ip: string): Reach {
  const inside = embeddedV4(ip);
  if (inside !== undefined) return reachOf(inside);
  const version = isIP(ip);
  if (version === 0) return "private";
  const family = version === 4 ? "ipv4" : "ipv6";
  if (loopback.check(ip, family)) return "loopback";
  return own.check(ip, family) ? "private" : "public";
}

/** `::ffff:`, `64:ff9b::` (NAT64) and `2002:` (6to4) have an IPv4 address inside, which is where they lead. */
function embeddedV4(ip: string): string | undefined {
  const groups = isIP(ip) === 6 ? groupsOf(ip) : undefined;
  if (!groups) return undefined;
  const start = groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(":");
  if (["0:0:0:0:0:ffff", "64:ff9b:0:0:0:0"].includes(start)) return v4Of(groups[6] ?? 0, groups[7] ?? 0);
  return groups[0] === 0x2002 ? v4Of(groups[1] ?? 0, groups[2] ?? 0) : undefined;
}

const v4Of = (high: number, low: number): string => [high >> 8, high & 255, low >> 8, low & 255].join(".");

/** The eight numbers of an IPv6 address, as a URL writes them. */
function groupsOf(ip: string): number[] | undefined {
  const host = URL.canParse(`http://[${ip}]/`) ? new URL(`http://[${ip}]/`).hostname.slice(1, -1) : undefined;
  if (host === undefined) return undefined;
  const [left = "", right] = host.split("::");
  const parse = (side: string) => (side === "" ? [] : side.split(":").map((group) => Number.parseInt(group, 16)));
  const [head, tail] = [parse(left), parse(right ?? "")];
  return right === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill(0), ...tail];
}
