import ipaddr from 'ipaddr.js';

/** What an address may be used for. `metadata`: where clouds hand out credentials, refused even if allowed by name. */
export type AddressClass = 'public' | 'internal' | 'metadata';

const METADATA = new Set(['169.254.169.254', '169.254.170.2', 'fd00:ec2::254', '100.100.100.200']);
/** The part of IPv6 that is given out for the public internet (RFC 4291, IANA). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** Addresses of networks that know IPv6 only, with an IPv4 address in their last 32 bits (RFC 6052). */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * Private, loopback, link-local, CGNAT, multicast, reserved, documentation and tunnel addresses are `internal`, as is
 * everything that is no address. IPv4 addresses inside IPv6 ones count as what they are.
 * @param address IPv4 or IPv6, without brackets
 */
export function classify(address: string): AddressClass {
  if (!ipaddr.isValid(address)) return 'internal';
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv6) {
    if (parsed.match(NAT64)) return classify(embedded(parsed));
    if (METADATA.has(parsed.toString())) return 'metadata';
    return parsed.range() === 'unicast' && parsed.match(GLOBAL_UNICAST) ? 'public' : 'internal';
  }
  if (METADATA.has(parsed.toString())) return 'metadata';
  return parsed.range() === 'unicast' ? 'public' : 'internal';
}

const embedded = (address: ipaddr.IPv6): string => address.toByteArray().slice(-4).join('.');

/** The address that a URL's host name is; undefined for a name. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : undefined;
}

/** Hosts that may be on an internal network: `host:port`, or `host` for every port. As URLs write them, in lower case. */
export class AllowedHosts {
  readonly #hosts: ReadonlySet<string>;

  constructor(hosts: readonly string[]) {
    this.#hosts = new Set(hosts.map((host) => host.toLowerCase()));
  }

  /** @param port as a number, even where the URL leaves it out */
  has(hostname: string, port: number): boolean {
    const name = hostname.toLowerCase();
    return this.#hosts.has(name) || this.#hosts.has(`${name}:${port}`);
  }
}
