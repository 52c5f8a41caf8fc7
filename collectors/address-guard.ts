// The door against SSRF: which addresses of the outside world the house may call, checked before each connection.
import { lookup } from 'node:dns/promises'
import ipaddr from 'ipaddr.js'
import { Refusal } from '#domain/refusal.ts'

/** All addresses of a host name, as text. */
export type Resolve = (host: string) => Promise<string[]>

export const resolveBySystem: Resolve = async host => (await lookup(host, { all: true, verbatim: true })).map(answer => answer.address)

/** Azure's metadata service sits on a public address. */
const metadata = ['168.63.129.16']
/** All public IPv6 of today; outside of it are mapped, translated, link-local and compatible forms. */
const globalV6 = ipaddr.IPv6.parseCIDR('2000::/3')

/** Whether an address is public unicast: the only kind that may be called without being listed. */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address) || address.includes('%')) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  if (parsed instanceof ipaddr.IPv6) return parsed.match(globalV6)
  return !metadata.includes(parsed.toString())
}

const refuse = (url: URL, why: string) => new Refusal('address-refused', `The address ${url.host} is refused: ${why}`, { host: url.host, why })

/** Port of an address, the default of its scheme included. */
export const portOf = (url: URL): string => url.port || (url.protocol === 'https:' ? '443' : '80')

const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** Refuses by the address alone, before any look-up: scheme, user in it, port. Tells whether it is listed in `allow`. */
export const checkUrl = (url: URL, allow: readonly string[]): { allowed: boolean } => {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refuse(url, `only http and https are called, not ${url.protocol}`)
  if (url.username || url.password) throw refuse(url, 'it holds a user name or a password')
  const allowed = allow.includes(`${url.hostname}:${portOf(url)}`)
  if (!allowed && portOf(url) !== '80' && portOf(url) !== '443') throw refuse(url, 'only the ports 80 and 443 are called')
  return { allowed }
}

/** The addresses that a connection to `url` may use: every one checked. Throws address-refused, or what the resolver throws. */
export const addressesOf = async (url: URL, allow: readonly string[], resolve: Resolve): Promise<string[]> => {
  const { allowed } = checkUrl(url, allow)
  const host = bareHost(url).replace(/\.+$/, '')
  if (!host) throw refuse(url, 'it has no host')
  const addresses = ipaddr.isValid(host) ? [host] : await resolve(host)
  if (addresses.length === 0) throw refuse(url, 'the name has no address')
  if (!allowed && !addresses.every(isPublicAddress)) throw refuse(url, 'it is not a public address')
  return addresses
}
