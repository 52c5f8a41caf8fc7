// The rows of the feed: what a person reads first, and that no row moves while they read.
import { describe, expect, it } from 'vitest'
import { renew } from '../../client/pages.ts'
import { missingFrom, nextUndecided, oneOfEach, rowKey, type FeedItem } from '../../client/screens/feed/rows.ts'
import { namingSentence, piecesOf, spansOf, wordsOf, type Post } from '../../client/screens/feed/sentence.ts'

type Evidence = Post['classification']['evidence'][number]

const postWith = (text: string, named: string[] = [], title: string | null = null): Post => {
  const whole = title === null ? text : `${title}\n${text}`
  const evidence: Evidence[] = named.map(word => ({ field: 'mention', value: 'akimat', text: word, from: whole.indexOf(word), to: whole.indexOf(word) + word.length }))
  return {
    id: 'p1', network: 'feed', sourceName: 'Көкше көзі', url: null, author: null, publishedAt: null, collectedAt: '2026-11-22T05:00:00.000Z', title, text, versions: [], deletedAt: null, erasedAt: null, media: [],
    classification: {
      language: 'kk', mention: 'akimat', places: [], topic: { sector: 'other', topic: 'other', confidence: 0 }, topic2: null, kind: 'complaint',
      sentiment: { label: 'neutral', score: 0, confidence: 0 }, urgency: { level: 'normal', reasons: [] }, evidence,
    },
  }
}
const row = (postId: string, more: Partial<FeedItem> = {}): FeedItem => ({
  organisationId: 'burabay', version: 1, state: 'new', danger: false, folded: false,
  clock: { startedAt: '2026-11-22T05:00:00.000Z', limit: { workingMinutes: 30 }, dueAt: null, awaits: null, pausedAt: null, stoppedAt: null, pauses: [], notBefore: null },
  ticketId: null, ticketNumber: null, reason: null, decidedBy: null, decidedAt: null, proposal: { bodyId: null, officerId: null, external: false, effect: 'propose', why: { from: 'nothing', ruleId: null, topic: null, place: null, officer: 'none', open: null } }, told: null, may: [],
  ...more, post: { ...postWith(''), id: postId, collectedAt: `2026-11-22T05:00:0${postId.at(-1)}.000Z` },
})
const read = (pieces: { text: string, marked: boolean }[]) => pieces.map(piece => piece.marked ? `[${piece.text}]` : piece.text).join('')
const ids = (rows: readonly FeedItem[]) => rows.map(item => item.post.id)

describe('the sentence of a row', () => {
  it('is the one in which the akimat is named, with the words marked', () => {
    const long = 'Бұл сөйлем ұзақ және ешкімді атамайды, ол туралы айтып отырудың өзі артық болар еді, бірақ кейде осылай жазады. '
    expect(read(namingSentence(postWith(`${long}Кеше әкімдік бізге келді. Содан бері үнсіз.`, ['әкімдік'])))).toBe('… Кеше [әкімдік] бізге келді. Содан бері үнсіз.')
  })
  it('takes earlier sentences along when the naming one is short and the last', () => {
    expect(read(namingSentence(postWith('Люк ашық жатыр. Акимат, жабыңыз!', ['Акимат'])))).toBe('Люк ашық жатыр. [Акимат], жабыңыз!')
  })
  it('cuts a long lead at a word, and the mark stays in sight', () => {
    const shown = read(namingSentence(postWith(`${'сөз '.repeat(60)}әкімдік көмектессін`, ['әкімдік'])))
    expect(shown).toMatch(/^… сөз .*\[әкімдік\] көмектессін$/)
    expect(shown.indexOf('[әкімдік]')).toBeLessThan(100)
  })
  it('finds the mark though the classifier counted the title too', () => {
    const post = postWith('Аудан әкімдігі жауап берсін.', ['әкімдігі'], 'Жарық жоқ')
    expect(read(piecesOf(post.text, spansOf(post, 'mention')))).toBe('Аудан [әкімдігі] жауап берсін.')
  })
  it('is the beginning when nobody is named, and the title when there is no text', () => {
    expect(read(namingSentence(postWith('Жол жабық. Айналып өтіңіз.')))).toBe('Жол жабық. Айналып өтіңіз.')
    expect(read(namingSentence(postWith('', [], 'Жол жабық')))).toBe('Жол жабық')
  })
  it('shows each deciding word once', () => {
    const post = postWith('әкімдік пен әкімдік', ['әкімдік', 'әкімдік'])
    expect(wordsOf(post, 'mention')).toEqual(['әкімдік'])
  })
})

describe('rows while a person reads', () => {
  it('a post of two akimats stands once, at the akimat of the person', () => {
    const items = [row('p1', { organisationId: 'region' }), row('p1', { organisationId: 'burabay' }), row('p2', { organisationId: 'region' })]
    expect(oneOfEach(items, new Set(['burabay'])).map(rowKey)).toEqual(['burabay:p1', 'region:p2'])
  })
  it('new posts wait apart and known ones change in their place', () => {
    const shown = [row('p2'), row('p1')]
    const { rows, waiting } = renew(shown, [row('p3'), row('p2', { state: 'registered' }), row('p1')], rowKey)
    expect(ids(rows)).toEqual(['p2', 'p1'])
    expect(rows[0]?.state).toBe('registered')
    expect(ids(waiting)).toEqual(['p3'])
  })
  it('a row that left the first page was decided by somebody; one below the page was not', () => {
    const shown = [row('p5'), row('p4'), row('p1')]
    expect(ids(missingFrom(shown, [row('p5'), row('p3')], 'new', false))).toEqual(['p4'])
    expect(ids(missingFrom(shown, [row('p5'), row('p3')], 'new', true))).toEqual(['p4', 'p1'])
  })
  it('after a decision the next undecided row below is chosen, at the end the nearest above', () => {
    const rows = [row('p5'), row('p4', { state: 'dismissed' }), row('p3', { state: 'registered' }), row('p2'), row('p1', { state: 'joined' })]
    expect(nextUndecided(rows, 1)?.post.id).toBe('p2')
    expect(nextUndecided(rows, 3)?.post.id).toBe('p5')
    expect(nextUndecided([row('p1')], 0)).toBeUndefined()
  })
})
