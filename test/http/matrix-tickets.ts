// How a thing is brought to where an act on a post or a ticket can be tried, by the people of its own place.
import type { InputOf } from '#domain/contract-inputs.ts'
import { byMachine, act } from '../../server/actions/act.ts'
import { carryOut, type VerbName } from '../../server/actions/verbs.ts'
import { keptPicture, type MatrixDesk, type Seat } from './matrix-office.ts'

/** What is sent; `shows`: what stands in the answer of whoever may see it. */
export interface Trial { input: object, shows?: string }
export interface Deed {
  ready: (desk: MatrixDesk, seat: Seat) => Promise<Trial>
  /** Can be done again on the same thing. */
  again?: true
}

const road = ['registered', 'assigned', 'in-work', 'review', 'approved', 'answered', 'closed'] as const
type RoadState = typeof road[number]

const reply = { text: 'Сәлеметсіз бе! Құбыр ауыстырылды, су кешкі алтыда қосылды.', kind: 'final', result: 'solved' } as const
export const by = (desk: MatrixDesk, login: string) => <N extends VerbName>(name: N, input: InputOf<N>) => carryOut(desk.world, { by: desk.user(login) }, name, input)

let pasted = 0
export const postIn = async (desk: MatrixDesk, { press, akimat }: Seat): Promise<string> => {
  pasted += 1
  const { postId } = await by(desk, press)('paste-post', { organisationId: akimat, url: `https://social.example/matrix/${pasted}`, text: `Абай көшесінде су жоқ matrix${pasted}x` })
  return postId
}

export interface Made { ticketId: string, postId: string, word: string }
/** Registered by the press service, done by the officer, approved by the head. */
export const ticketIn = async (desk: MatrixDesk, seat: Seat, state: RoadState, { officer = true, registrar = seat.press } = {}): Promise<Made> => {
  const postId = await postIn(desk, seat)
  const word = `matrix${pasted}x`
  const { ticketId } = await by(desk, registrar)('register', { postId, organisationId: seat.akimat })
  if (ticketId === null) throw new Error('a registered post has a ticket')
  const steps: Record<Exclude<RoadState, 'registered'>, () => Promise<unknown>> = {
    'assigned': () => by(desk, seat.press)('assign', { ticketId, bodyId: seat.body, ...officer && { officerId: desk.user(seat.officer) } }),
    'in-work': () => by(desk, seat.officer)('accept', { ticketId }),
    'review': () => by(desk, seat.officer)('submit', { ticketId, ...reply }),
    'approved': () => by(desk, seat.head)('approve', { ticketId }),
    'answered': () => by(desk, seat.press)('publish', { ticketId, permalink: 'https://social.example/reply' }),
    'closed': () => by(desk, seat.press)('close', { ticketId }),
  }
  const [, ...rest] = road
  for (const step of rest.slice(0, road.indexOf(state))) await steps[step]()
  return { ticketId, postId, word }
}

const joined = async (desk: MatrixDesk, seat: Seat, state: RoadState) => {
  const { ticketId } = await ticketIn(desk, seat, state)
  const postId = await postIn(desk, seat)
  await by(desk, seat.press)('join', { postId, organisationId: seat.akimat, ticketId })
  return { ticketId, postId }
}

const handed = (outside: string) => ({ bodyId: outside, text: 'Полицияға берілді', permalink: 'https://social.example/handed', formalNumber: 'ШЫҒ-17' })
const handedOver = async (desk: MatrixDesk, seat: Seat) => {
  const { ticketId } = await ticketIn(desk, seat, 'assigned')
  await by(desk, seat.press)('hand-over', { ticketId, ...handed(seat.outside) })
  return { ticketId }
}

const asked = async (desk: MatrixDesk, seat: Seat, isPosted: boolean) => {
  const { ticketId } = await ticketIn(desk, seat, 'in-work')
  await by(desk, seat.officer)('ask-author', { ticketId, text: 'Үй нөмірі қандай?' })
  if (isPosted) await by(desk, seat.press)('post-question', { ticketId, permalink: 'https://social.example/question' })
  return { ticketId }
}

const extensionAsked = async (desk: MatrixDesk, seat: Seat, isSecond: boolean) => {
  const { ticketId } = await ticketIn(desk, seat, 'in-work')
  const ask = (dueOn: string) => by(desk, seat.officer)('request-extension', { ticketId, reason: 'contractor', dueOn })
  await ask('2026-12-02')
  if (isSecond) {
    await by(desk, seat.head)('decide-extension', { ticketId, grant: true })
    await ask('2026-12-03')
  }
  return { ticketId }
}

const returnedTwice = async (desk: MatrixDesk, seat: Seat) => {
  const { ticketId } = await ticketIn(desk, seat, 'registered')
  for (const login of [seat.press, seat.press]) {
    await by(desk, login)('assign', { ticketId, bodyId: seat.body, officerId: desk.user(seat.officer) })
    await by(desk, seat.officer)('return', { ticketId, reason: 'біздікі емес' })
  }
  return { ticketId }
}

const merged = async (desk: MatrixDesk, seat: Seat) => {
  const [child, main] = [await ticketIn(desk, seat, 'in-work'), await ticketIn(desk, seat, 'in-work')]
  await by(desk, seat.press)('merge', { ticketId: child.ticketId, mainId: main.ticketId })
  return { ticketId: child.ticketId }
}

const promised = async (desk: MatrixDesk, seat: Seat) => {
  const { ticketId } = await ticketIn(desk, seat, 'in-work')
  await by(desk, seat.officer)('submit', { ticketId, text: 'Бригада шықты.', kind: 'interim', promisedOn: '2026-11-25' })
  await by(desk, seat.head)('approve', { ticketId })
  await by(desk, seat.press)('publish', { ticketId, permalink: 'https://social.example/interim' })
  return { ticketId }
}

const withContact = async (desk: MatrixDesk, seat: Seat) => {
  const { ticketId } = await ticketIn(desk, seat, 'in-work')
  await by(desk, seat.press)('contact', { ticketId, name: null, phone: '+7 700 000 00 00', email: null, more: null })
  return { ticketId }
}

/** A file beside the evidence of the post, as the job would have fetched it. */
const withFile = async (desk: MatrixDesk, seat: Seat) => {
  const { ticketId } = await ticketIn(desk, seat, 'assigned')
  const { store } = desk.world
  const hash = await store.blobs.put(Buffer.from('a picture'))
  const [evidence] = (await store.read.list('evidence', { where: { ticketId }, order: { by: 'keptAt', direction: 'asc' }, limit: 1 })).items
  if (!evidence) throw new Error('a registered post has evidence')
  await act(desk.world, byMachine, { name: 'set-up', input: hash }, async (tx) => {
    await tx.put('evidence', { ...evidence, media: [{ url: 'https://social.example/1.png', kind: 'image', state: 'kept', hash, type: 'image/png', bytes: 9, why: null }] })
    return null
  })
  return { evidenceId: evidence.id, hash }
}

/** A post on a ticket, with a picture that the desk has fetched before. */
const withPicture = async (desk: MatrixDesk, seat: Seat) => {
  const { ticketId } = await ticketIn(desk, seat, 'assigned')
  const postId = (await desk.world.store.read.get('ticket', ticketId))?.posts[0]?.postId ?? ''
  await act(desk.world, byMachine, { name: 'set-up', input: postId }, async (tx) => {
    const post = await tx.get('post', postId)
    if (post) await tx.put('post', { ...post, media: [{ kind: 'image', url: keptPicture }] })
    return null
  })
  return { postId, index: 0 }
}

const onTicket = (state: RoadState, more: object = {}, again?: true): Deed =>
  ({ ready: async (desk, seat) => ({ input: { ticketId: (await ticketIn(desk, seat, state)).ticketId, ...more } }), again })
const onPost = (more: object = {}): Deed => ({ ready: async (desk, seat) => ({ input: { postId: await postIn(desk, seat), organisationId: seat.akimat, ...more } }) })
const after = (prepare: (desk: MatrixDesk, seat: Seat) => Promise<object>, more: object = {}): Deed =>
  ({ ready: async (desk, seat) => ({ input: { ...await prepare(desk, seat), ...more } }) })
const shown = (ready: Deed['ready']): Deed => ({ ready, again: true })
const naming = (desk: MatrixDesk, seat: Seat) => ({ bodyId: seat.body, officerId: desk.user(seat.officer) })

/** Rows about posts and tickets. */
export const ticketDeeds = {
  'feed': shown(async (desk, seat) => ({ input: { limit: 200 }, shows: await postIn(desk, seat) })),
  'feed (named)': shown(async (desk, seat) => ({ input: { organisationId: seat.akimat, limit: 200 }, shows: await postIn(desk, seat) })),
  'post': { ...onPost(), again: true },
  'similar': { ...onPost(), again: true },
  'paste-post': { ready: async (_, seat) => ({ input: { organisationId: seat.akimat, url: 'https://social.example/pasted', text: 'Су жоқ' } }), again: true },
  'register': onPost(),
  'join': { ready: async (desk, seat) => ({ input: { postId: await postIn(desk, seat), organisationId: seat.akimat, ticketId: (await ticketIn(desk, seat, 'registered')).ticketId } }) },
  'dismiss': onPost({ reason: 'spam' }),
  'restore': after(async (desk, seat) => {
    const input = { postId: await postIn(desk, seat), organisationId: seat.akimat }
    await by(desk, seat.press)('dismiss', { ...input, reason: 'spam' })
    return input
  }),
  'pass': after(async (desk, seat) => ({ postId: await postIn(desk, seat), organisationId: seat.akimat, toId: seat.passTo })),
  'tickets': shown(async (desk, seat) => ({ input: { limit: 200 }, shows: (await ticketIn(desk, seat, 'assigned')).ticketId })),
  'tickets (named)': shown(async (desk, seat) => ({ input: { bodyId: seat.body, limit: 200 }, shows: (await ticketIn(desk, seat, 'assigned')).ticketId })),
  'ticket': onTicket('assigned', {}, true),
  'similar-to-ticket': onTicket('assigned', {}, true),
  'search': shown(async (desk, seat) => {
    const { ticketId, word } = await ticketIn(desk, seat, 'assigned')
    return { input: { of: 'tickets', words: word }, shows: ticketId }
  }),
  'search (posts)': shown(async (desk, seat) => {
    const { postId, word } = await ticketIn(desk, seat, 'assigned')
    return { input: { of: 'posts', words: word }, shows: postId }
  }),
  'blob': { ...after(withFile), again: true },
  'media': { ...after(withPicture), again: true },
  'detach': after((desk, seat) => joined(desk, seat, 'assigned')),
  'annul': onTicket('registered', { reason: 'қате' }),
  'annul (not the own)': after(async (desk, seat) => ({ ticketId: (await ticketIn(desk, seat, 'registered', { registrar: seat.otherPress })).ticketId }), { reason: 'қате' }),
  'assign': { ready: async (desk, seat) => ({ input: { ticketId: (await ticketIn(desk, seat, 'registered')).ticketId, ...naming(desk, seat) } }) },
  'assign (after two returns)': { ready: async (desk, seat) => ({ input: { ...await returnedTwice(desk, seat), ...naming(desk, seat) } }) },
  'reassign': { ready: async (desk, seat) => ({ input: { ticketId: (await ticketIn(desk, seat, 'assigned')).ticketId, officerId: desk.user(seat.colleague), reason: 'ауысым' } }) },
  'accept': onTicket('assigned'),
  'accept (nobody named)': after(async (desk, seat) => ({ ticketId: (await ticketIn(desk, seat, 'assigned', { officer: false })).ticketId })),
  'return': onTicket('assigned', { reason: 'біздікі емес' }),
  'draft': onTicket('in-work', { text: 'Сәлеметсіз бе!' }, true),
  'submit': onTicket('in-work', reply),
  'withdraw': onTicket('review'),
  'approve': onTicket('review'),
  'reject': onTicket('review', { note: 'толықтырыңыз' }),
  'send-back': onTicket('approved', { note: 'қысқартыңыз' }),
  'publish': onTicket('approved', { permalink: 'https://social.example/reply' }),
  'answer-under': { ...after((desk, seat) => joined(desk, seat, 'answered'), { permalink: 'https://social.example/under' }), again: true },
  'ask-author': onTicket('in-work', { text: 'Үй нөмірі қандай?' }),
  'post-question': after((desk, seat) => asked(desk, seat, false), { permalink: 'https://social.example/question' }),
  'author-answered': after((desk, seat) => asked(desk, seat, true), { text: '5-үй' }),
  'request-extension': onTicket('in-work', { reason: 'contractor', dueOn: '2026-12-02' }),
  'decide-extension': after((desk, seat) => extensionAsked(desk, seat, false), { grant: true }),
  'decide-extension (second)': after((desk, seat) => extensionAsked(desk, seat, true), { grant: true }),
  'hand-over': { ready: async (desk, seat) => ({ input: { ticketId: (await ticketIn(desk, seat, 'assigned')).ticketId, ...handed(seat.outside) } }) },
  'body-answered': after(handedOver, { text: 'қаралды' }),
  'take-back': after(handedOver, { reason: 'олардікі емес' }),
  'merge': { ready: async (desk, seat) => ({ input: { ticketId: (await ticketIn(desk, seat, 'in-work')).ticketId, mainId: (await ticketIn(desk, seat, 'in-work')).ticketId } }) },
  'unmerge': after(merged),
  'close': onTicket('answered'),
  'close (unanswered)': onTicket('in-work', { result: 'no-data' }),
  'close (no body)': onTicket('registered', { result: 'no-data' }),
  'reopen': onTicket('closed', { reason: 'су қайта тоқтады' }),
  'control': onTicket('in-work', { on: true }, true),
  'priority': onTicket('in-work', { priority: 'high' }, true),
  'co-executors': { ready: async (desk, seat) => ({ input: { ticketId: (await ticketIn(desk, seat, 'in-work')).ticketId, userIds: [desk.user(seat.colleague)] } }), again: true },
  'grade': onTicket('answered', { grade: 4 }, true),
  'correct': onTicket('in-work', { kind: 'question' }, true),
  'formal-number': onTicket('in-work', { formalNumber: 'ЖТ-2026-1' }, true),
  'contact': onTicket('in-work', { phone: '+7 700 000 00 00' }, true),
  'read-contact': { ...after(withContact), again: true },
  'promise': after(promised, { outcome: 'kept' }),
  'promises': shown(async (desk, seat) => ({ input: { limit: 200 }, shows: (await promised(desk, seat)).ticketId })),
  'note': onTicket('in-work', { text: 'телефон соғылды' }, true),
} as const satisfies Record<string, Deed>
