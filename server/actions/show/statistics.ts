// The board: figures of the akimat in sight and of each of its bodies, with yesterday and the last fortnight beside them.
import { collectedOn, toneDays, tonesOf } from '#domain/collected.ts'
import { boardDays, type Moment } from '#domain/counted.ts'
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { dayIn, figuresOf, placesOf, trendsIn } from '#domain/statistics.ts'
import { addDays, dayOf, instantOf, minuteMs, toMs } from '#domain/time.ts'
import type { Tally } from '#domain/tally.ts'
import { namesOfPlace } from '../../analyse/place-of.ts'
import type { Sight } from '../board/kept.ts'
import type { World } from '../world.ts'
import { reach, type Viewer } from './viewer.ts'

type Board = ResultOf<'statistics'>

/** Topics and places that are shown, the most striking first. */
const trendsAtMost = 20

/** Figure 1 as far as decisions go: what was decided today, what waits and since when. Only akimats triage. */
const readTriage = async ({ store: { read }, now }: World, akimatId: string) => {
  const waiting = { where: { organisationId: akimatId, state: 'new', folded: false }, order: { by: 'collectedAt', direction: 'asc' } } as const
  const [triagedToday, waitingTriage, oldest] = await Promise.all([
    read.count('triage', { where: { organisationId: akimatId }, order: { by: 'decidedAt', direction: 'asc' }, from: instantOf(dayOf(now()), 0) }),
    read.count('triage', waiting),
    read.list('triage', { ...waiting, limit: 1 }),
  ])
  return { triagedToday, waitingTriage, oldestWaitingAt: oldest.items[0]?.collectedAt ?? null }
}
const noTriage = { triagedToday: 0, waitingTriage: 0, oldestWaitingAt: null }

const isRecent = (at: string, now: string) => toMs(now) - toMs(at) < toneDays * 24 * 60 * minuteMs

/** Sources of these akimats that are paused or fail now, or lost posts in the days that the board shows. */
const partial = async (world: World, viewer: Viewer, akimatIds: readonly string[]): Promise<Board['partial']> => {
  const sourceIds = akimatIds.flatMap(id => viewer.organisations.get(id)?.sourceIds ?? [])
  const sources = await world.store.read.many('source', [...new Set(sourceIds)])
  return sources.flatMap(({ id: sourceId, name, health, gap, paused }): Board['partial'] => {
    if (paused) return [{ sourceId, name, why: 'paused', since: paused.at }]
    if (health.state === 'blocked' || health.state === 'broken') return [{ sourceId, name, why: 'unanswered', since: health.lastSuccessAt }]
    return gap && isRecent(gap.at, world.now()) ? [{ sourceId, name, why: 'lost', since: gap.at }] : []
  })
}

const daysOf = ({ posts }: Sight, tally: Tally, organisationId: string, today: string): Board['days'] => Array.from({ length: boardDays }, (_, index) => {
  const on = addDays(today, index + 1 - boardDays)
  return { on, collected: collectedOn(posts, organisationId, on), ...dayIn(tally, on) }
})

const trends = (tally: Tally, moment: Moment): Pick<Board, 'topics' | 'places'> => ({
  topics: trendsIn(tally, 'topic', moment).slice(0, trendsAtMost),
  places: trendsIn(tally, 'place', moment).slice(0, trendsAtMost).map(trend => ({ ...trend, names: namesOfPlace(trend.code) })),
})

/** Only bodies are compared with one another; tickets without one are not. */
const placesIn = (bodies: ReturnType<Sight['bodies']>): Map<string, number> => {
  const named = bodies.flatMap(({ bodyId, figures }) => bodyId === null ? [] : [{ bodyId, figures }])
  const places = placesOf(named.map(({ figures }) => figures))
  return new Map(named.flatMap(({ bodyId }, index) => places[index] ? [[bodyId, places[index]] as const] : []))
}

/** The akimats below one, compared with one another. */
const akimatsIn = ({ figures }: Sight, akimatIds: readonly string[]): Board['akimats'] => {
  const all = akimatIds.map(akimatId => ({ akimatId, figures: figures(akimatId) }))
  const places = placesOf(all.map(({ figures }) => figures))
  return all.map((akimat, index) => ({ ...akimat, place: places[index] ?? null }))
}

/** Whoever sees an akimat sees those below it. */
const akimatsBelow = ({ organisations }: Viewer, organisationId: string): string[] =>
  [...organisations.values()].filter(({ id, kind, path }) => kind === 'akimat' && id !== organisationId && path.includes(organisationId)).map(({ id }) => id)

/** Everything about one akimat, or one body of it, at one place of the trail. */
const boardOf = (sight: Sight, organisationId: string, isAkimat: boolean, triage: Awaited<ReturnType<typeof readTriage>>): Omit<Board, 'partial' | 'akimats'> => {
  const { seq, moment: { now: asOf, today }, moment, posts } = sight
  const tally = isAkimat ? sight.total(organisationId) : sight.ofBody(organisationId)
  const figures = isAkimat ? sight.figures(organisationId) : figuresOf(tally)
  const bodies = isAkimat ? sight.bodies(organisationId) : [{ bodyId: organisationId, figures }]
  const places = isAkimat ? placesIn(bodies) : new Map<string, number>()
  const days = daysOf(sight, tally, organisationId, today)
  const yesterday = days.at(-2)
  return {
    asOf, seq, organisationId, today: { collectedToday: collectedOn(posts, organisationId, today), ...triage, ...figures },
    yesterday: { collected: yesterday?.collected ?? 0, registered: yesterday?.registered ?? 0, answered: yesterday?.answered ?? 0 },
    bodies: bodies.map(body => ({ bodyId: body.bodyId, figures: { collectedToday: 0, ...noTriage, ...body.figures }, place: places.get(body.bodyId ?? '') ?? null })),
    days, ...trends(tally, moment), tones: isAkimat ? tonesOf(posts, organisationId, today) : null,
  }
}

/** An akimat in reach, or for heads their body. Without a name: the first one, akimats before bodies. */
export const showStatistics = async (world: World, viewer: Viewer, input: InputOf<'statistics'>): Promise<Board> => {
  const { akimatIds, bodyIds } = reach(viewer, 'read-statistics', input.organisationId)
  const organisationId = input.organisationId ?? akimatIds[0] ?? bodyIds[0]
  if (organisationId === undefined) throw new Refusal('no-right', 'no figures are in reach', { act: 'read-statistics' })
  const isAkimat = viewer.organisations.get(organisationId)?.kind === 'akimat'
  const gather = () => isAkimat ? readTriage(world, organisationId) : Promise.resolve(noTriage)
  const board = await world.board.ask(world, gather, (sight, triage) => ({
    ...boardOf(sight, organisationId, isAkimat, triage), akimats: akimatsIn(sight, akimatsBelow(viewer, organisationId)),
  }))
  return { ...board, partial: await partial(world, viewer, isAkimat ? [organisationId] : []) }
}
