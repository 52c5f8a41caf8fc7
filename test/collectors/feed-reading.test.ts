// Every dialect of feed gives the same kind of post, and no page can stall or break the reader.
import { describe, expect, it } from 'vitest'
import { postsOf } from '../../collectors/page.ts'
import { readFeed } from '../../collectors/feed/read.ts'
import { atomFeed, jsonFeed, rdfFeed, richRss } from './invented-feeds.ts'

const read = (page: string | Uint8Array, contentType: string | null = null, feedUrl: string | null = 'https://feed.example/rss') =>
  readFeed({ bytes: typeof page === 'string' ? Buffer.from(page) : page, contentType, feedUrl, zone: 'Asia/Almaty' })
const postsIn = async (page: string | Uint8Array, contentType: string | null = null) => postsOf((await read(page, contentType)).items)

const nothing = { likes: null, comments: null, shares: null, views: null }

describe('the dialects', () => {
  it('Atom: HTML becomes paragraphs, links follow xml:base, an edit is told apart', async () => {
    expect(await postsIn(atomFeed)).toEqual([
      { key: 'tag:qala.example,2026:1', url: 'https://blog.qala.example/kk/jaryq-joq', title: 'Жарық жоқ — үшінші күн', text: 'Абай, 5: шам жанбайды.\n\nӘкімдік қайда?\nКүтеміз.',
        author: { name: 'Айгүл Ойдан', id: null, url: 'https://blog.qala.example/aigul' }, publishedAt: '2026-11-21T05:00:00.000Z', editedAt: '2026-11-21T07:00:00.000Z', replyTo: null,
        media: [{ kind: 'image', url: 'https://blog.qala.example/kk/img/sham.jpg' }], place: { lat: 43.25, lon: 76.95 }, counts: nothing },
      { key: 'tag:qala.example,2026:2', url: 'https://blog.qala.example/kk/ekinshi', title: '2 < 3 үй', text: 'Бірінші жол.\n\nЕкінші жол.',
        author: { name: 'Көше редакциясы', id: null, url: null }, publishedAt: '2026-11-21T09:00:00.000Z', editedAt: null, replyTo: 'tag:qala.example,2026:1', media: [], place: null, counts: { ...nothing, comments: 7 } },
    ])
  })

  it('RDF: the id is rdf:about, author and date are Dublin Core', async () => {
    expect(await postsIn(rdfFeed)).toEqual([{ key: 'https://rdf.qala.example/1', url: 'https://rdf.qala.example/1', title: 'Автобус № 12 не пришёл', text: 'Ждали час.', author: { name: 'Т. Жолаушы', id: null, url: null },
      publishedAt: '2026-11-22T03:00:00.000Z', editedAt: null, replyTo: null, media: [], place: null, counts: { ...nothing, comments: 4 } }])
  })

  it.each([
    ['an Atom entry that stands alone', '<?xml version="1.0"?><entry xmlns="http://www.w3.org/2005/Atom"><id>urn:1</id><title>Жарық жоқ</title><link href="https://qala.example/1"/></entry>'],
    ['RSS 1.1', '<Channel xmlns="http://purl.org/net/rss1.1#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="https://qala.example/"><title>Қала</title><items rdf:parseType="Collection"><item rdf:about="urn:1"><title>Жарық жоқ</title><link>https://qala.example/1</link></item></items></Channel>'],
    ['RSS whose elements carry a prefix', '<q:rss version="2.0" xmlns:q="http://backend.userland.com/rss2"><q:channel><q:title>Қала</q:title><q:item><q:guid isPermaLink="false">urn:1</q:guid><q:title>Жарық жоқ</q:title><q:link>https://qala.example/1</q:link></q:item></q:channel></q:rss>'],
    ['Atom without its namespace', '<!-- қала --><feed><entry><id>urn:1</id><title>Жарық жоқ</title><link href="https://qala.example/1"/></entry></feed>'],
  ])('%s is read like any other feed', async (_, page) => {
    expect(await postsIn(page)).toMatchObject([{ title: 'Жарық жоқ', url: 'https://qala.example/1' }])
  })

  it('RSS: the full text wins over the summary, media and place are found, a bare "&" does not break the page', async () => {
    const { items } = await read(richRss)
    expect(items).toHaveLength(3)
    expect(items[0]).toMatchObject({ post: { key: 'https://qala.example/?p=1', url: 'https://qala.example/?p=1', title: 'Қоқыс & иіс: "Самал" ауданы', text: 'Қоқыс апта бойы шығарылмаған.\n\nиіс\n\nтышқан',
      author: { name: 'Ержан Ойдан' }, publishedAt: '2026-11-22T04:30:00.000Z', place: { lat: 51.16, lon: 71.42 },
      media: [{ kind: 'file', url: 'https://qala.example/akt.pdf' }, { kind: 'video', url: 'https://qala.example/1.mp4' }, { kind: 'image', url: 'https://feed.example/1.jpg' }] } })
    expect(items[1]).toEqual({ raw: '{}', key: null, problem: 'The item is empty' })
    expect(items[2]).toMatchObject({ post: { title: 'Жол шұңқыры', url: 'https://qala.example/jol?id=5&print', publishedAt: null } })
  })

  it('JSON Feed: a bad item is a dead letter, its neighbours are read', async () => {
    const { items } = await read(jsonFeed)
    expect(items[0]).toMatchObject({ post: { key: '17', title: 'Лифт тоқтады', text: 'Лифт жұмыс істемейді.', author: { name: 'Д. Тұрғын', url: 'https://json.qala.example/d' }, publishedAt: '2026-11-22T05:00:00.000Z',
      editedAt: '2026-11-22T06:00:00.000Z', media: [{ kind: 'image', url: 'https://feed.example/lift.png' }, { kind: 'audio', url: 'https://json.qala.example/lift.mp3' }] } })
    expect(items[1]).toMatchObject({ raw: '"not an item"', key: null, problem: expect.stringContaining('Not an item of JSON Feed') })
    expect(items[2]).toMatchObject({ post: { key: 'b', text: 'Мәтін <ғана>', author: { name: 'Портал' } } })
  })
})

const item = (inside: string) => `<rss version="2.0"><channel><title>t</title>${inside}</channel></rss>`

describe('keys', () => {
  it('without an id the link is the key, without a link a hash that stays the same', async () => {
    const page = item('<item><title>a</title><link>https://qala.example/a</link></item><item><title>b</title><pubDate>2026-11-22</pubDate></item>')
    const [first, second] = await postsIn(page)
    expect(first?.key).toBe('https://qala.example/a')
    expect(second?.key).toMatch(/^sha256:[\da-f]{64}$/)
    expect((await postsIn(page))[1]?.key).toBe(second?.key)
  })

  it('a guid that a careless editor gave to two articles names neither of them', async () => {
    const page = item(['a', 'b'].map(name => `<item><guid>7</guid><link>https://qala.example/${name}</link></item>`).join(''))
    expect((await postsIn(page)).map(post => post.key)).toEqual(['https://qala.example/a', 'https://qala.example/b'])
  })

  it('a link that is no address of the web is not offered for opening', async () => {
    const page = item(['javascript:alert(1)', 'data:text/html,x', 'ftp://qala.example/'].map(link => `<item><title>x</title><link>${link}</link></item>`).join(''))
    expect((await postsIn(page)).map(post => post.url)).toEqual([null, null, null])
  })
})

// Single-byte Cyrillic by hand, as Node writes only UTF-8 and UTF-16.
const inCharset = (label: string, text: string): Uint8Array => {
  const signs = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder(label).decode(Uint8Array.of(byte)), byte]))
  return Uint8Array.from([...text], sign => signs.get(sign) ?? 63)
}

describe('letters', () => {
  const page = (declaration: string) => `${declaration}${item('<item><title>Нет горячей воды</title><description>Третий день по улице Абая</description></item>')}`
  it.each([
    ['windows-1251, declared', inCharset('windows-1251', page('<?xml version="1.0" encoding="windows-1251"?>')), null],
    ['koi8-r, declared', inCharset('koi8-r', page('<?xml version="1.0" encoding="KOI8-R"?>')), null],
    ['windows-1251, told by the header only', inCharset('windows-1251', page('')), 'text/xml; charset=windows-1251'],
    ['windows-1251, told by nobody', inCharset('windows-1251', page('')), null],
    ['koi8-r, told by nobody', inCharset('koi8-r', page('')), null],
    ['windows-1251, said to be UTF-8', inCharset('windows-1251', page('<?xml version="1.0" encoding="utf-8"?>')), 'text/xml; charset=utf-8'],
    ['UTF-8, said to be windows-1251', Buffer.from(page('<?xml version="1.0" encoding="windows-1251"?>')), 'text/xml; charset=windows-1251'],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${page('<?xml version="1.0"?>')}`), null],
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${page('<?xml version="1.0" encoding="utf-16"?>')}`, 'utf16le'), null],
    ['UTF-8 with one broken sign', Buffer.concat([Buffer.from(page('<?xml version="1.0" encoding="utf-8"?>')), Uint8Array.of(0xff)]), null],
  ])('%s', async (_, bytes, contentType) => {
    expect((await postsIn(bytes, contentType))[0]).toMatchObject({ title: 'Нет горячей воды', text: 'Третий день по улице Абая' })
  })
})

describe('what is not a feed', () => {
  it.each([
    ['a web page', '<!DOCTYPE html><html><body>Сайт</body></html>', /web page \(HTML\)/],
    ['a web page in XML', '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', /web page \(HTML\)/],
    ['an empty page', ' \n', /empty/],
    ['a plain text', 'Not found', /not a feed/],
    ['another JSON', '{"items":[]}', /no JSON Feed/],
    ['half a JSON', '{"version":', /JSON/],
    ['other XML', '<?xml version="1.0"?><urlset/>', /not a feed/],
    ['a page nested deeper than any feed', `<rss version="2.0"><channel>${'<a>'.repeat(3000)}`, /nested too deep/],
    ['a page that ends in its first item', '<rss version="2.0"><channel><title>Қала</title><item><title>Су', /ends in the middle/],
    ['bytes of a picture', '\u0089PNG\r\n\u001a', /not a feed/],
  ])('%s is told in words', async (_, page, words) => {
    await expect(read(page)).rejects.toMatchObject({ code: 'not-a-feed', message: expect.stringMatching(words) })
  })
})

const deep = (open: string, times: number) => open.repeat(times)
const hostile: [string, string][] = [
  ['elements nested without end', item(`<item><title>x</title>${deep('<a>', 1_500_000)}`)],
  ['namespaces nested without end', item(deep('<a xmlns:b="c">', 300_000))],
  ['a million empty items', item('<item/>'.repeat(700_000))],
  ['a channel of many names before many items', item(Array.from({ length: 200_000 }, (_, i) => `<a${i}/>`).join('') + '<item/>'.repeat(300_000))],
  ['tags that never close', item(`<item><description><![CDATA[${'<a href="'.repeat(500_000)}]]></description></item>`)],
  ['quotes that never close', item(`<item><description><![CDATA[${'<a b=" c>'.repeat(500_000)}]]></description></item>`)],
  ['scripts that never close', item(`<item><description><![CDATA[${'<script>'.repeat(500_000)}]]></description></item>`)],
  ['comments that never close', item(`<item><description><![CDATA[${'<!-- '.repeat(900_000)}]]></description></item>`)],
  ['half entities', item(`<item><title>${'&#'.repeat(1_000_000)}</title></item>`)],
  ['white space without end', item(`<item><title>${' \n'.repeat(2_000_000)}x</title></item>`)],
  ['a bomb of entities', `<!DOCTYPE x [${Array.from({ length: 30 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('')}]>${item('<item><title>&e30;</title></item>')}`],
  ['names of the language itself', item('<item><__proto__><title>x</title></__proto__><constructor>y</constructor><toString/><title>z</title></item>')],
  ['JSON nested without end', `{"version":"https://jsonfeed.org/version/1","items":[${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}]}`],
  ['an XML declaration without end', `<?xml ${'a="b" '.repeat(700_000)}`],
  ['attributes without end', item(`<item ${Array.from({ length: 200_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`)],
]

describe('hostile pages', () => {
  it.each(hostile)('%s: answered within two seconds of work, with posts or in words', async (_, page) => {
    const started = process.threadCpuUsage()
    const answer = await read(page).catch((error: unknown) => error)
    const { user, system } = process.threadCpuUsage(started)
    expect((user + system) / 1000).toBeLessThan(2000)
    expect(answer).toEqual(answer instanceof Error ? expect.objectContaining({ code: 'not-a-feed' }) : expect.objectContaining({ items: expect.any(Array) }))
    expect(({} as Record<string, unknown>)['title']).toBeUndefined()
  })

  it('a text without end is cut with a mark', async () => {
    const [post] = await postsIn(item(`<item><description>${'су '.repeat(100_000)}</description></item>`))
    expect(post?.text).toHaveLength(65_536)
    expect(post?.text.endsWith('…')).toBe(true)
  })

  it('a page that ends in the middle of an item gives those before it, and says so', async () => {
    const { items, problems } = await read('<rss version="2.0"><channel><title>Қала</title><item><title>Су жоқ</title></item><item><title>Жарық')
    expect([postsOf(items).map(({ title }) => title), problems]).toEqual([['Су жоқ'], ['The page ends in the middle of an item, which was left']])
  })

  it('of more than twenty thousand items the first ones are kept, and it is said', async () => {
    const { items, problems, isCut } = await read(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: Array.from({ length: 20_001 }, (_, n) => ({ id: String(n), title: 'x' })) }))
    expect([items.length, isCut]).toEqual([20_000, true])
    expect(problems).toEqual([expect.stringContaining('more than 20000')])
  })

  it('of a page that wears the reader out the items before that are kept, and it is said', async () => {
    const { items, problems, isCut } = await read(item(`<item><title>Су жоқ</title></item><item><title>Жарық жоқ</title></item><item>${'<a>'.repeat(150)}${'<b/>'.repeat(1_000_000)}`))
    expect([items.length, isCut]).toEqual([2, true])
    expect(problems).toEqual([expect.stringContaining('more than 2 items')])
  })
})
