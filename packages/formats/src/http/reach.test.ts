import { expect, it } from "vitest";
import { type Reach, reachOf } from "./reach.ts";

it.each<[Reach, readonly string[]]>([
  ["loopback", ["127.0.0.1", "127.255.0.3", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1"]],
  ["private", ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"]],
  [
    "private",
    ["::", "fe80::1", "fc00::1", "fdff::1", "ff02::1", "::ffff:192.168.0.1", "64:ff9b::a00:1", "2002:a00:1::"],
  ],
  ["private", ["224.0.0.1", "255.255.255.255", "", "hub.example", "1.2.3"]],
  [
    "public",
    ["1.1.1.1", "172.32.0.1", "192.167.0.1", "198.18.0.7", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"],
  ],
])("%s is where these lead", (reach, addresses) => {
  expect(addresses.map((ip) => [ip, reachOf(ip)])).toEqual(addresses.map((ip) => [ip, reach]));
});
