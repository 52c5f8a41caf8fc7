// Roots of feeds that `feedparser` does not know, rewritten into those that it does: every other reader reads them.

const atomSpace = 'http://www.w3.org/2005/Atom'
const atomSpaces = [atomSpace, 'http://purl.org/atom/ns#']
/** inamidst.com/rss1.1: RDF without the RDF. */
const rss11Space = 'http://purl.org/net/rss1.1#'

/** What stands before the root: declarations and comments. */
const prologue = /^(?:<\?[^>]*\?>|<!--[^]*?-->|<!DOCTYPE[^>]*>|\s)*/i

interface Root { before: string, name: string, attributes: string, after: string }

const rootOf = (text: string): Root | null => {
  const before = prologue.exec(text.slice(0, 10_000))?.[0] ?? ''
  const [tag, name, attributes] = /^<([\w.-]+(?::[\w.-]+)?)((?:\s[^>]*)?)>/.exec(text.slice(before.length, before.length + 10_000)) ?? []
  return tag === undefined || name === undefined ? null : { before, name, attributes: attributes ?? '', after: text.slice(before.length + tag.length) }
}

const spaceOf = (attributes: string, prefix: string): string | null => {
  const name = prefix === '' ? 'xmlns' : `xmlns:${prefix}`
  return [...attributes.matchAll(/(?<=\s)(xmlns(?::[\w.-]+)?)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].find(([, named]) => named === name)?.slice(2).find(space => space !== undefined) ?? null
}

const withoutSpace = (attributes: string) => attributes.replace(/\sxmlns\s*=\s*("[^"]*"|'[^']*')/, '')

/** Atom without its namespace, or with a misspelt one. */
const atomFeed = ({ before, attributes, after }: Root) => `${before}<feed xmlns="${atomSpace}"${withoutSpace(attributes)}>${after}`

/** RFC 4287 §2: an entry may stand alone. */
const atomEntry = ({ before, attributes, after }: Root) => `${before}<feed xmlns="${atomSpace}"><entry${attributes}>${after}</feed>`

const rss11 = ({ before, attributes, after }: Root) =>
  `${before}<rss version="2.0"${withoutSpace(attributes)}><channel>${after.replace(/<\/?items(?=[\s>])[^>]*>/g, '').replace(/<\/Channel\s*>/, '</channel></rss>')}`

/** RSS whose own elements carry a prefix. */
const prefixed = ({ before, name, attributes, after }: Root, prefix: string) =>
  `${before}<${name.slice(prefix.length + 1)}${attributes}>${after.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</')}`

/** The page with a root that is known; any other page comes out as it is. */
export const withKnownRoot = (text: string): string => {
  const root = rootOf(text)
  if (root === null) return text
  const space = spaceOf(root.attributes, '')
  if (/^feed$/i.test(root.name)) return space !== null && atomSpaces.includes(space) ? text : atomFeed(root)
  if (root.name === 'entry' && space === atomSpace) return atomEntry(root)
  if (root.name === 'Channel' && space === rss11Space) return rss11(root)
  const prefix = /^([\w.-]+):rss$/.exec(root.name)?.[1]
  return prefix === undefined ? text : prefixed(root, prefix)
}
