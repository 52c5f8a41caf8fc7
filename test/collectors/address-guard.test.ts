// Which addresses the house calls: public ones by name or number, and only those.
import { describe, expect, it } from 'vitest'
import { addressesOf, isPublicAddress } from '../../collectors/address-guard.ts'
import { badAddresses } from '../attack-corpora.ts'

const nobody = async (): Promise<string[]> => { throw new Error('no look-up expected') }
const names: Record<string, string[]> = {
  'news.example': ['93.184.216.34'], 'mixed.example': ['93.184.216.34', '10.0.0.5'], '127.0.0.1.nip.io': ['127.0.0.1'], 'localhost': ['127.0.0.1'], 'six.example': ['2606:2800::1', '::ffff:7f00:1'], 'void.example': [],
}
const resolve = async (host: string) => names[host] ?? []
const refusedAs = (code: string) => expect.objectContaining({ code })

describe('addresses of the outside', () => {
  it.each(['8.8.8.8', '2a00:1450:4001::1'])('%s is public', (address) => { expect(isPublicAddress(address)).toBe(true) })

  it.each(['127.0.0.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.100.100.200', '168.63.129.16', '224.0.0.1', '255.255.255.255', '192.0.0.8', '198.18.0.1',
    '::', '::1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::7f00:1', '64:ff9b::7f00:1', '64:ff9b:1::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fec0::1', 'ff02::1', '2002:7f00:1::', '2001::1', '2001:db8::1', 'no address'])(
    '%s is not', (address) => { expect(isPublicAddress(address)).toBe(false) })

  it.each(badAddresses)('%s is refused, and nobody is asked where it is', async (url) => {
    await expect(addressesOf(new URL(url), [], async host => host.replace(/\.$/, '').toLowerCase() === 'localhost' ? ['127.0.0.1'] : nobody())).rejects.toEqual(refusedAs('address-refused'))
  })

  it.each(['ftp://news.example/', 'file:///etc/passwd', 'gopher://news.example/', 'http://user@news.example/', 'http://user:pass@news.example/', 'http://news.example:22/', 'http://news.example:6379/', 'https://news.example:8080/'])(
    '%s is refused by its form', async (url) => { await expect(addressesOf(new URL(url), [], nobody)).rejects.toEqual(refusedAs('address-refused')) })

  it.each(['http://mixed.example/', 'http://127.0.0.1.nip.io/', 'http://localhost/', 'http://localhost./', 'http://six.example/', 'http://void.example/'])(
    '%s is refused because one of its addresses is private or there is none', async (url) => {
      await expect(addressesOf(new URL(url), [], resolve)).rejects.toEqual(refusedAs('address-refused'))
    })

  it('a public name gives the addresses to which the connection is pinned', async () => {
    expect(await addressesOf(new URL('https://news.example/feed'), [], resolve)).toEqual(['93.184.216.34'])
  })

  it('FETCH_ALLOW opens exactly one host and port', async () => {
    const allow = ['127.0.0.1:8080']
    expect(await addressesOf(new URL('http://127.0.0.1:8080/feed'), allow, nobody)).toEqual(['127.0.0.1'])
    for (const url of ['http://127.0.0.1:8081/', 'http://127.0.0.1/', 'http://localhost:8080/', 'http://127.0.0.2:8080/', 'ftp://127.0.0.1:8080/', 'http://u:p@127.0.0.1:8080/']) {
      await expect(addressesOf(new URL(url), allow, resolve), url).rejects.toEqual(refusedAs('address-refused'))
    }
  })
})
