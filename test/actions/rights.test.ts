// Each person tries each act of the life of a post: what the design allows is done, anything else is refused and leaves nothing.
import { beforeAll, describe, expect, test } from 'vitest'
import type { Hands } from './hands.ts'
import { aText, openOffice, refused, type Office } from './office.ts'
import { theReply, ticketIn, type RoadState } from './journey.ts'
import { names, type Name } from './tree.ts'

const another = 'Акимат, у нас тоже нет воды на Абая'
interface Trial {
  from: RoadState
  /** Whom the design lets do it to a ticket of the waterworks whose officer is Dana. */
  allowed: readonly Name[]
  deed: (hand: Hands, ticketId: string, office: Office) => Promise<unknown>
}

const press = ['raushan', 'aigul', 'bolat'] as const
const coordinators = ['serik', 'kairat'] as const
const readers: readonly Name[] = [...press, ...coordinators, 'murat', 'marzhan', 'nursultan', 'dana', 'erlan', 'gulnar', 'zarina']
const trials: Record<string, Trial> = {
  'annul': { from: 'assigned', allowed: ['aigul', ...coordinators], deed: (hand, id) => hand.annul(id, { reason: 'қате' }) },
  'assign': {
    from: 'registered', allowed: [...press, ...coordinators, 'nursultan', 'gulnar'],
    deed: (hand, id, office) => hand.assign(id, { bodyId: office.place('koldi/water'), officerId: office.user('dana') }),
  },
  'reassign': {
    from: 'assigned', allowed: [...coordinators, 'nursultan', 'gulnar'], deed: (hand, id, office) => hand.reassign(id, { officerId: office.user('erlan'), reason: 'демалыс' }),
  },
  'accept': { from: 'assigned', allowed: ['dana'], deed: (hand, id) => hand.accept(id) },
  'return': { from: 'in-work', allowed: ['dana', 'gulnar', 'nursultan'], deed: (hand, id) => hand.returns(id) },
  'draft': { from: 'in-work', allowed: ['dana'], deed: (hand, id) => hand.draft(id, theReply) },
  'submit': { from: 'in-work', allowed: ['dana'], deed: (hand, id) => hand.submit(id, { text: theReply, kind: 'final', result: 'solved' }) },
  'withdraw': { from: 'review', allowed: ['dana'], deed: (hand, id) => hand.withdraw(id) },
  'approve': { from: 'review', allowed: ['gulnar'], deed: (hand, id) => hand.approve(id) },
  'reject': { from: 'review', allowed: ['gulnar'], deed: (hand, id) => hand.reject(id, 'Толықтырыңыз') },
  'send-back': { from: 'approved', allowed: press, deed: (hand, id) => hand.sendBack(id, 'Толықтырыңыз') },
  'publish': { from: 'approved', allowed: press, deed: (hand, id) => hand.publish(id) },
  'close': { from: 'answered', allowed: press, deed: (hand, id) => hand.close(id) },
  'reopen': { from: 'closed', allowed: [...press, ...coordinators], deed: (hand, id) => hand.reopen(id) },
  'note': { from: 'in-work', allowed: readers, deed: (hand, id) => hand.note(id, 'Телефон соғылды') },
  'control': { from: 'in-work', allowed: [...coordinators, 'murat', 'marzhan'], deed: (hand, id) => hand.control(id, true) },
}

describe.each(Object.entries(trials))('%s', (_, { from, allowed, deed }) => {
  test('is done by those the design names and refused to everybody else', async () => {
    const office = await openOffice()
    const ticketId = await ticketIn(office, from)
    const before = await office.ticket(ticketId)
    const lines = (await office.trail()).length
    for (const name of names.filter(name => !allowed.includes(name))) {
      const { code } = await refused(deed(office.as(name), ticketId, office))
      // On a ticket that has no body yet even its later officers see nothing.
      const sees = await office.sees(name).ticket(ticketId).then(() => true, () => false)
      const expected = sees ? ['no-right', 'self-approval', 'undo-too-late'] : ['not-found']
      expect([name, expected.includes(code), code]).toEqual([name, true, code])
    }
    expect(await office.ticket(ticketId)).toEqual(before)
    expect(await office.trail()).toHaveLength(lines)
    for (const name of allowed) {
      const own = name === allowed[0] ? ticketId : await ticketIn(office, from)
      await deed(office.as(name), own, office)
    }
  })
})

describe('the card', () => {
  const offers = Object.entries(trials).filter(([act]) => act !== 'annul')
  test.each(offers)('offers %s exactly to those who may', async (act, { from, allowed }) => {
    const office = await openOffice()
    const ticketId = await ticketIn(office, from)
    const offered: Name[] = []
    for (const name of names) {
      const card = await office.sees(name).ticket(ticketId).catch(() => null)
      if (card?.may.some(may => may === act)) offered.push(name)
    }
    // A head takes a ticket without a body by its number; it stands on no card of theirs before.
    const expected = act === 'assign' ? allowed.filter(name => name !== 'gulnar') : allowed
    expect(offered.toSorted()).toEqual([...expected].toSorted())
  })
})

describe('the feed', () => {
  const feedTrials: [string, readonly Name[], (office: Office, name: Name) => Promise<unknown>][] = [
    ['register', [...press, ...coordinators], async (office, name) => office.as(name).register(await office.post(aText))],
    ['dismiss', press, async (office, name) => office.as(name).dismiss(await office.post(aText), { reason: 'news' })],
    ['join', [...press, ...coordinators], async (office, name) => office.as(name).join(await office.post(another), await ticketIn(office, 'registered'))],
    ['paste', [...press, ...coordinators], (office, name) => office.as(name).paste(office.place('koldi'), `https://qala.example/by-${name}`, aText)],
  ]
  test.each(feedTrials)('%s is done by those the design names and refused to everybody else', async (_, allowed, deed) => {
    const office = await openOffice()
    for (const name of names) {
      if (allowed.includes(name)) await deed(office, name)
      else expect([name, ['no-right', 'not-found'].includes((await refused(deed(office, name))).code)]).toEqual([name, true])
    }
  })

  test('a post of another district is not there, whoever asks', async () => {
    const office = await openOffice()
    const post = await office.post(aText, { at: 'taudy' })
    for (const name of ['aigul', 'kairat', 'marzhan', 'dana', 'gulnar'] as const) {
      expect(await refused(office.as(name).register(post))).toMatchObject({ code: 'not-found' })
      expect(await refused(office.as(name).dismiss(post, { reason: 'spam' }))).toMatchObject({ code: 'not-found' })
    }
    expect((await office.triage(post)).state).toBe('new')
  })
})

describe('a ticket of another district or body', () => {
  let theirs: readonly Name[]
  beforeAll(() => { theirs = ['tolkyn', 'ularbek', 'fariza', 'hamit', 'ilyas', 'olga', 'pavel'] })

  test('is not there by id, by number, in lists or in acts', async () => {
    const office = await openOffice()
    const ticketId = await ticketIn(office, 'in-work')
    const { number } = await office.ticket(ticketId)
    for (const name of theirs) {
      expect(await refused(office.sees(name).ticket(ticketId))).toMatchObject({ code: 'not-found' })
      expect(await refused(office.sees(name).ticket(number))).toMatchObject({ code: 'not-found' })
      expect((await office.sees(name).tickets({ number })).total).toBe(0)
      expect((await office.sees(name).tickets()).items).toEqual([])
      expect(await refused(office.as(name).note(ticketId, 'Мен де көрдім'))).toMatchObject({ code: 'not-found' })
    }
    expect((await office.sees('raushan').tickets()).items.map(({ id }) => id)).toEqual([ticketId])
  })

  test('a manager sees no authors; those who answer do', async () => {
    const office = await openOffice()
    const post = await office.post(aText, { author: 'Сәуле Т.' })
    const { ticketId } = await office.as('aigul').register(post, { bodyId: office.place('koldi/water'), officerId: office.user('dana') })
    const authorFor = async (name: Name) => (await office.sees(name).ticket(ticketId)).posts[0]?.post.author
    expect(await authorFor('dana')).toBe('Сәуле Т.')
    expect(await authorFor('marzhan')).toBeNull()
  })
})
