// Which addresses are a public channel of Telegram, and where its preview is.

const hosts = new Set(['t.me', 'www.t.me', 'telegram.me', 'www.telegram.me', 'telegram.dog'])
const loopback = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/

/** Paths of Telegram's own that look like the name of a channel. */
const reserved = new Set(['joinchat', 'addstickers', 'addemoji', 'addlist', 'addtheme', 'share', 'proxy', 'socks', 'setlanguage', 'login', 'confirmphone', 'contact', 'boost', 'giftcode', 'invoice'])

const nameIn = (path: string): string | null => {
  const name = /^\/(?:s\/)?([a-z]\w{3,31})(?:\/\d{1,10})?\/?$/i.exec(path)?.[1] ?? null
  return name === null || reserved.has(name.toLowerCase()) ? null : name
}

/** t.me/name, t.me/s/name, the address of one of its messages; on this machine only /s/name, for a rehearsal. */
export const isTelegramAddress = (url: URL): boolean => {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false
  return (hosts.has(url.hostname) || (loopback.test(url.hostname) && url.pathname.startsWith('/s/'))) && nameIn(url.pathname) !== null
}

/** Address of the preview; `before` asks for the messages under this number. Throws TypeError for what `isTelegramAddress` refuses. */
export const previewUrl = (source: string, before: number | null): string => {
  const { origin, hostname, pathname } = new URL(source)
  const name = nameIn(pathname)
  if (name === null) throw new TypeError('not the address of a channel')
  return `${hosts.has(hostname) ? 'https://t.me' : origin}/s/${name}${before === null ? '' : `?before=${before}`}`
}
