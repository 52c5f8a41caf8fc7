// Plain text out of the HTML inside feeds: paragraphs stay, markup goes. One pass, so that hostile markup cannot stall it.
import { decodeEntities } from './entities.ts'

const maxLength = 64 * 1024
const maxSource = 2 * 1024 * 1024

/** Elements whose contents nobody reads. */
const dropped = new Set(['script', 'style', 'template', 'iframe', 'object', 'svg', 'head'])
const paragraphs = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'dl', 'table', 'pre', 'figure', 'article', 'section'])
const lines = new Set(['br', 'div', 'li', 'tr', 'dt', 'dd', 'hr', 'figcaption', 'header', 'footer', 'center'])

/** What is no longer to be looked for, because it does not come again: so every sign is passed a bounded number of times. */
interface Seen { noClose: boolean, noQuotes: boolean }

const findClose = (html: string, from: number, seen: Seen): number => {
  const close = seen.noClose ? -1 : html.indexOf('>', from)
  seen.noClose = close === -1
  return close
}

/** Where the tag ends; signs inside quotes are passed over until a quote is never closed: from there on they are not. */
const endOfTag = (html: string, from: number, seen: Seen): number => {
  let [at, close] = [from, findClose(html, from, seen)]
  while (close !== -1 && !seen.noQuotes) {
    const quote = html.slice(at, close).search(/=["']/)
    if (quote === -1) return close
    const shut = html.indexOf(html[at + quote + 1] ?? '', at + quote + 2)
    seen.noQuotes = shut === -1
    if (shut === -1) return close
    at = shut + 1
    if (at > close) close = findClose(html, at, seen)
  }
  return close
}

const breakOf = (name: string) => paragraphs.has(name) ? '\n\n' : lines.has(name) ? '\n' : name === 'td' || name === 'th' ? ' ' : ''

const after = (html: string, pattern: RegExp, from: number): number => {
  pattern.lastIndex = from
  return pattern.exec(html) ? pattern.lastIndex : html.length
}

/** Where reading goes on behind the `<` at `open`, and what stands for the markup. A `<` that opens none is text. */
const readMarkup = (html: string, open: number, seen: Seen): { at: number, by: string } => {
  if (html.startsWith('<!--', open)) return { at: after(html, /-->/g, open + 4), by: '' }
  const isEnd = html[open + 1] === '/'
  const name = /^[a-z][a-z\d]*(?=[\s/>:-])/i.exec(html.slice(open + (isEnd ? 2 : 1), open + 30))?.[0].toLowerCase()
  const isMarkup = name !== undefined || html[open + 1] === '!' || html[open + 1] === '?'
  const close = isMarkup ? endOfTag(html, open + 1, seen) : -1
  if (close === -1) return { at: open + 1, by: '<' }
  if (name === undefined) return { at: close + 1, by: '' }
  const skips = dropped.has(name) && !isEnd && html[close - 1] !== '/'
  return { at: skips ? after(html, new RegExp(`</${name}\\s*>`, 'gi'), close + 1) : close + 1, by: breakOf(name) }
}

/** Markup becomes breaks, text stays encoded. */
const withoutTags = (html: string): string => {
  const parts: string[] = []
  const seen = { noClose: false, noQuotes: false }
  let at = 0
  for (let open = html.indexOf('<'); open !== -1; open = html.indexOf('<', at)) {
    parts.push(html.slice(at, open).replace(/\s+/g, ' '))
    const markup = readMarkup(html, open, seen)
    parts.push(markup.by)
    at = markup.at
  }
  parts.push(html.slice(at).replace(/\s+/g, ' '))
  return parts.join('')
}

/** At most 64 K signs, a mark shows the cut. */
export const cutText = (text: string): string => text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`

const tidy = (text: string): string =>
  text.split('\n').map(line => line.replace(/[^\S\n]+/g, ' ').trim()).join('\n').replace(/\n{3,}/g, '\n\n').trim()

/** Readable text of an HTML fragment; text without markup comes out as it is. */
export const htmlToText = (html: string): string => cutText(tidy(decodeEntities(withoutTags(html.slice(0, maxSource)))))

/** Text that is declared to be plain. */
export const plainToText = (text: string): string => cutText(tidy(text.slice(0, maxSource).replace(/\r\n?/g, '\n')))

/** One line, for titles and names. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
