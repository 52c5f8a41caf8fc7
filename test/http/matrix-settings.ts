// What is tried beside posts and tickets: figures, people, rules, settings, sources, and each person's own account.
import { generateSync } from 'otplib'
import { shippedYears } from '#domain/calendar-years.ts'
import { offerId } from '#domain/rule.ts'
import { toMs } from '#domain/time.ts'
import { act, byMachine } from '../../server/actions/act.ts'
import { blockUser } from '../../server/actions/block-user.ts'
import { createUser } from '../../server/actions/create-user.ts'
import { topicNames } from '../../server/analyse/topic-names.ts'
import { by, postIn, ticketIn, type Deed, type Trial } from './matrix-tickets.ts'
import { password, type MatrixDesk, type Seat } from './matrix-office.ts'
import { signInAs, type Person } from './person.ts'

const again = (ready: Deed['ready']): Deed => ({ ready, again: true })
const ofAkimat = (more: object = {}): Deed => again(async (_, { akimat }) => ({ input: { organisationId: akimat, ...more } }))
const plain = (input: object = {}): Deed => again(async () => ({ input }))

let made = 0
const next = () => made += 1
/** Somebody of the body, whom nobody minds losing. */
const newOfficer = (desk: MatrixDesk, { body }: Pick<Seat, 'body'>) =>
  createUser(desk.world, byMachine, { login: `made.${next()}`, name: 'Жаңа Адам', password, language: 'kk', grants: [{ role: 'officer', organisationId: body }] })
const onPerson = (more: (seat: Seat) => object = () => ({})): Deed => ({ ready: async (desk, seat) => ({ input: { userId: (await newOfficer(desk, seat)).id, ...more(seat) } }) })

const codes = topicNames.flatMap(({ topics }) => topics.map(({ code }) => code)).filter(code => code !== 'other')
/** A condition that no rule has yet. */
const condition = () => ({ topic: codes[next() % codes.length] ?? '', place: null })

const offered = async (desk: MatrixDesk, seat: Seat) => {
  const about = condition()
  const { ticketId } = await ticketIn(desk, seat, 'registered')
  await act(desk.world, byMachine, { name: 'set-up', input: about }, async (tx) => {
    const offer = { organisationId: seat.akimat, ...about, bodyId: seat.body, ticketId, state: 'open' as const, offeredAt: tx.now, decidedBy: null, decidedAt: null }
    await tx.insert('ruleOffer', { id: offerId(seat.akimat, about), ...offer })
    return null
  })
  return { organisationId: seat.akimat, ...about, accept: false }
}

const erasureAsked = async (desk: MatrixDesk, seat: Seat): Promise<string> =>
  (await by(desk, seat.press)('request-erasure', { organisationId: seat.akimat, of: 'post', postId: await postIn(desk, seat) })).id

const sourceMade = async (desk: MatrixDesk, seat: Seat): Promise<string> =>
  (await by(desk, seat.admin)('create-source', { url: `http://127.0.0.1:1/${next()}.xml`, organisationIds: [seat.akimat], zone: 'Asia/Almaty' })).id

const hung = (desk: MatrixDesk, seat: Seat) => by(desk, seat.head)('create-board-link', { organisationId: seat.body, name: 'Дәліз' })

const yearOf2027 = shippedYears.find(({ year }) => year === 2027)?.days ?? []
const leave = { fromOn: '2027-02-01', toOn: '2027-02-05' }

/** Rows about everything else that lies somewhere in the tree. */
export const settingDeeds = {
  'statistics': ofAkimat(),
  'statistics (body)': again(async (_, { body }) => ({ input: { organisationId: body } })),
  'export-statistics': ofAkimat({ format: 'csv' }),
  'journal': again(async (desk, seat) => ({ input: { bodyId: seat.body, order: 'newest' }, shows: (await ticketIn(desk, seat, 'assigned')).ticketId })),
  'export-journal': again(async (_, { body }) => ({ input: { bodyId: body, format: 'csv' } })),
  'trail': again(async (desk, seat) => {
    const { ticketId } = await ticketIn(desk, seat, 'assigned')
    return { input: { of: ticketId, limit: 50 }, shows: (await desk.world.store.read.get('ticket', ticketId))?.number ?? '' }
  }),
  'trail-proof': plain(),
  'create-board-link': again(async (_, { body }) => ({ input: { organisationId: body, name: 'Дәліз' } })),
  'board-links': again(async (desk, seat) => ({ input: {}, shows: (await hung(desk, seat)).id })),
  'revoke-board-link': again(async (desk, seat) => ({ input: { linkId: (await hung(desk, seat)).id } })),
  'retention': plain(),
  'preview-retention': plain({ months: {} }),
  'set-retention': plain({ months: {} }),
  'request-erasure': again(async (desk, seat) => ({ input: { organisationId: seat.akimat, of: 'post', postId: await postIn(desk, seat) } })),
  'erasures': again(async (desk, seat) => ({ input: { limit: 200 }, shows: await erasureAsked(desk, seat) })),
  'erasure': again(async (desk, seat) => ({ input: { erasureId: await erasureAsked(desk, seat) } })),
  'erase': { ready: async (desk, seat) => ({ input: { erasureId: await erasureAsked(desk, seat) } }) },
  'refuse-erasure': again(async (desk, seat) => ({ input: { erasureId: await erasureAsked(desk, seat), reason: 'кім екені белгісіз' } })),
  'organisations': again(async (_, { body }) => ({ input: {}, shows: body })),
  'people': again(async (desk, { officer }) => ({ input: {}, shows: desk.user(officer) })),
  'people (logins)': again(async (_, { officer }) => ({ input: {}, shows: `"${officer}"` })),
  'create-organisation': again(async (_, { akimat }) => ({ input: { kind: 'department', parentId: akimat, names: { kk: 'Бөлім', ru: 'Отдел', en: 'Section' } } })),
  'change-organisation': again(async (_, { akimat }) => ({ input: { organisationId: akimat, names: { kk: 'Әкімдік', ru: 'Акимат', en: 'Akimat' }, topics: [] } })),
  'set-prefix': again(async (desk, { akimat }) => ({ input: { organisationId: akimat, prefix: (await desk.world.store.read.get('organisation', akimat))?.prefix ?? '' } })),
  'rules': ofAkimat(),
  'terms': ofAkimat(),
  'set-terms': ofAkimat({ rules: [] }),
  'create-rule': { ready: async (_, { akimat, body }) => ({ input: { organisationId: akimat, ...condition(), bodyId: body } }) },
  'change-rule': again(async (desk, { akimat, body, coordinator }) => {
    const rule = { organisationId: akimat, ...condition(), bodyId: body, officerId: null, active: true }
    const { ruleId } = await by(desk, coordinator)('create-rule', { ...rule, effect: 'propose' })
    return { input: { ...rule, ruleId, effect: 'assign' } }
  }),
  'preview-rule': again(async (_, { akimat, body }) => ({ input: { organisationId: akimat, topic: 'utilities', bodyId: body } })),
  'decide-rule-offer': { ready: async (desk, seat) => ({ input: await offered(desk, seat) }) },
  'create-user': { ready: async (_, { body }) => ({ input: { login: `created.${next()}`, name: 'Жаңа Адам', password, grants: [{ role: 'officer', organisationId: body }] } }) },
  'read-people-file': plain({ csv: 'login,name,role' }),
  'invite': onPerson(),
  'reset-second-factor': onPerson(),
  'change-grants': onPerson(({ body }) => ({ add: [{ role: 'auditor', organisationId: body }] })),
  'change-grants (a stranger)': {
    ready: async (desk, seat) => ({ input: { userId: (await newOfficer(desk, { body: seat.strangers })).id, add: [{ role: 'officer', organisationId: seat.body }] } }),
  },
  'name-deputy': { ready: async (desk, seat) => ({ input: { userId: (await newOfficer(desk, seat)).id, deputyId: desk.user(seat.officer) } }) },
  'block-user': onPerson(() => ({ reason: 'кетті' })),
  'unblock-user': {
    ready: async (desk, seat) => {
      const { id } = await newOfficer(desk, seat)
      await blockUser(desk.world, byMachine, { userId: id, reason: 'кетті' })
      return { input: { userId: id, reason: 'қайта келді' } }
    },
  },
  'set-leave': onPerson(() => leave),
  'end-leave': onPerson(),
  'security': plain(),
  'set-security': plain({ secondFactor: false }),
  'calendar': plain(),
  'calendar-year': plain({ year: 2027 }),
  'preview-calendar-year': plain({ year: 2027, days: yearOf2027 }),
  'set-calendar-year': {
    ready: async desk => ({ input: { year: 2027, version: (await desk.world.store.read.get('calendarYear', '2027'))?.version ?? 0, confirmed: false, days: yearOf2027 } }),
  },
  'sources': again(async (desk, seat) => ({ input: {}, shows: await sourceMade(desk, seat) })),
  'create-source': { ready: async (_, { akimat }) => ({ input: { url: `https://made.example/${next()}.xml`, organisationIds: [akimat] } }) },
  'read-table': again(async (_, { akimat }) => ({ input: { organisationId: akimat, text: 'text\nсу жоқ' } })),
  'import-table': again(async (_, { akimat }) => ({ input: { organisationId: akimat, network: 'table', text: 'text\nсу жоқ', columns: { text: 'text' } } })),
  // An address that is known without a call, and may not be called.
  'try-source': plain({ address: 'http://127.0.0.1:9/@turgyn' }),
  'try-words': again(async (_, { akimat }) => ({ input: { organisationId: akimat, words: ['су жоқ'] } })),
  'pause-source': again(async (desk, seat) => ({ input: { sourceId: await sourceMade(desk, seat), on: true } })),
  'set-source-words': again(async (desk, seat) => ({ input: { sourceId: await sourceMade(desk, seat), words: ['су жоқ'] } })),
  'collect-now': again(async (desk, seat) => ({ input: { sourceId: await sourceMade(desk, seat) } })),
} as const satisfies Record<string, Deed>

/** One's own account: the person who tries it, and what is sent. */
export type OwnDeed = (desk: MatrixDesk, login: string) => Promise<Trial & { person: Person }>

const own = (input: object = {}): OwnDeed => async (desk, login) => ({ person: await desk.anew(login), input })
const guest = (ready: (desk: MatrixDesk, login: string) => Promise<object>): OwnDeed => async (desk, login) => ({ person: desk.guest, input: await ready(desk, login) })

const invited = async (desk: MatrixDesk): Promise<string> =>
  (await desk.as(desk.lower.admin).ask('invite', { userId: (await newOfficer(desk, desk.lower)).id })).path.replace('/invitation#', '')

const codeFor = async (desk: MatrixDesk, person: Person): Promise<string> =>
  generateSync({ secret: (await person.ask('begin-second-factor', { password })).secret, epoch: Math.floor(toMs(desk.world.now()) / 1000) })

/** Of the same roles: a password that is changed and a factor that is confirmed stand in nobody's way. */
const somebodyLike = async (desk: MatrixDesk, login: string): Promise<Person> => {
  const grants = (await desk.world.store.read.get('user', desk.user(login)))?.grants ?? []
  const made = await createUser(desk.world, byMachine, { login: `like.${next()}`, name: 'Жаңа Адам', password, language: 'kk', grants })
  return signInAs(desk.url, made.login, password)
}

export const ownDeeds = {
  'sign-in': guest(async (_, login) => ({ login, password })),
  'look-at-invitation': guest(async desk => ({ token: await invited(desk) })),
  'accept-invitation': guest(async desk => ({ token: await invited(desk), password: 'төрт көк есік ашық' })),
  'demo-people': guest(async () => ({})),
  'wall': guest(async desk => ({ token: (await hung(desk, desk.lower)).path.split('#')[1] })),
  'me': own(),
  'sign-out': own(),
  'change-password': async (desk, login) => ({ person: await somebodyLike(desk, login), input: { password, newPassword: 'төрт көк есік ашық' } }),
  'end-other-sessions': async (desk, login) => ({ person: await somebodyLike(desk, login), input: {} }),
  'begin-second-factor': own({ password }),
  'confirm-second-factor': async (desk, login) => {
    const person = await somebodyLike(desk, login)
    return { person, input: { code: await codeFor(desk, person) } }
  },
  'renew-recovery-codes': async (desk, login) => {
    const person = await somebodyLike(desk, login)
    const { recoveryCodes: [code] } = await person.ask('confirm-second-factor', { code: await codeFor(desk, person) })
    return { person, input: { password, code } }
  },
  'drop-second-factor': own({ password, code: '000000' }),
  'reference': own(),
  'counts': own(),
  'notices': own({ limit: 10 }),
  'read-notices': own({ ids: ['none'] }),
  'saved-views': own(),
  'save-view': own({ screen: 'feed', name: 'Су', query: { topic: 'utilities' } }),
  'drop-view': own({ screen: 'feed', name: 'Су' }),
  'set-leave (own)': async (desk, login) => ({ person: await desk.anew(login), input: { userId: desk.user(login), ...leave } }),
  'end-leave (own)': async (desk, login) => ({ person: await desk.anew(login), input: { userId: desk.user(login) } }),
} as const satisfies Record<string, OwnDeed>
