// Every question that is asked of MongoDB is a walk on an index: seen in the plans of the server itself.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MongoClient } from 'mongodb'
import type { ListPlan, Stretch } from '../../server/store/engine.ts'
import { countQuery, stretchQuery } from '../../server/store/mongo-list.ts'
import { keyFilter } from '../../server/store/mongo-read.ts'
import { rowsOf, type Rows } from '../../server/store/mongo-rows.ts'
import { hitsQuery, overFilter, unindexedFilter } from '../../server/store/mongo-search.ts'
import { openMongo } from '../../server/store/mongo.ts'
import { nouns } from '../../server/store/nouns.ts'
import type { FieldValue, Noun, Store } from '../../server/store/store.ts'
import { after, at, keep, notice } from './documents.ts'
import { searches } from './search-plans.ts'
import { lacksMongod, startSet, type Server } from './mongod.ts'

const isNoun = (name: string): name is Noun => name in nouns
const allNouns = Object.keys(nouns).filter(isNoun)
const combosOf = (fields: readonly string[], count: number): FieldValue[][] =>
  Array.from({ length: count }, (_, index) => fields.map(() => (index === 1 ? null : `${index}`)))
const directions = ['asc', 'desc'] as const
const plansOf = (noun: Noun): ListPlan[] => nouns[noun].lists.flatMap(list => directions.flatMap(direction => (list.length > 1 ? [1, 3] : [1]).map(count => (
  { fields: list.slice(0, -1), combos: combosOf(list.slice(0, -1), count), order: { by: list.at(-1) ?? '', direction } }))))
const stretches: Stretch[] = [
  { nulls: false }, { nulls: false, from: at }, { nulls: false, to: at }, { nulls: false, after: [at, 'a'] }, { nulls: false, from: at, to: after(9), after: [after(1), 'a'] },
  { nulls: true }, { nulls: true, afterId: 'a' },
]

/** Names of all stages of an explained query. */
const stagesOf = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return []
  const stage: unknown = Reflect.get(value, 'stage')
  return [...typeof stage === 'string' ? [stage] : [], ...Object.values(value).flatMap(stagesOf)]
}

describe.skipIf(lacksMongod)('with a mongod', () => {
  let set: Server
  let store: Store
  let client: MongoClient
  let rows: Rows
  beforeAll(async () => {
    set = await startSet()
    const url = set.newUrl()
    store = await openMongo({ url })
    client = await new MongoClient(url).connect()
    rows = rowsOf(client.db())
  })
  afterAll(async () => {
    await store.close()
    await client.db().dropDatabase()
    await client.close()
    await set.stop()
  })

  test('no declared list or count scans a collection, and no page is sorted after it was found', async () => {
    for (const noun of allNouns) {
      for (const plan of plansOf(noun)) {
        for (const stretch of stretches.filter(({ nulls }) => !(nulls && plan.order.by === 'id'))) {
          const { filter, sort, hint } = stretchQuery(plan, stretch)
          const stages = stagesOf((await rows.documents(noun).find(filter, { sort, hint, limit: 50 }).explain('queryPlanner'))['queryPlanner'])
          const name = JSON.stringify({ noun, plan, stretch })
          expect(stages, name).toContain('IXSCAN')
          expect(stages.filter(stage => stage === 'COLLSCAN' || stage === 'SORT'), name).toEqual([])
        }
        const { filter, hint } = countQuery(plan, { from: at, to: after(9) })
        expect(stagesOf(await rows.documents(noun).find(filter, { hint }).explain('queryPlanner'))).not.toContain('COLLSCAN')
      }
    }
  })

  test('no search scans a collection, and no page is sorted after it was found', async () => {
    for (const { noun, plan, hits } of searches) {
      const { filter, sort, hint } = hitsQuery(noun, plan, hits)
      const stages = stagesOf((await rows.terms(noun).find(filter, { sort, hint, limit: 50 }).explain('queryPlanner'))['queryPlanner'].winningPlan)
      const name = JSON.stringify({ noun, plan, hits })
      expect(stages, name).toContain('IXSCAN')
      expect(stages.filter(stage => stage === 'COLLSCAN' || stage === 'SORT'), name).toEqual([])
    }
  })

  test('what waits to be indexed, and what stands over a post, is found by an index', async () => {
    for (const filter of [unindexedFilter(2), overFilter('p1')]) {
      expect(stagesOf(await rows.terms('ticket').find(filter).explain('queryPlanner'))).toContain('IXSCAN')
    }
  })

  test('a unique key is found by its own index', async () => {
    for (const noun of allNouns) {
      for (const [key, fields] of Object.entries(nouns[noun].unique)) {
        const plan = await rows.documents(noun).find(keyFilter(noun, key, [fields.map(() => 'x'), fields.map(() => 'y')])).explain('queryPlanner')
        expect(JSON.stringify(plan['queryPlanner'].winningPlan), noun).toContain(`"has_${key}_`)
      }
    }
  })

  test('the lines of one ticket, and those after a place, are found by an index', async () => {
    for (const filter of [{ ticketId: 't1' }, { postId: 'p1' }, { _id: { $gt: 7 } }]) {
      const stages = stagesOf(await rows.trail.find(filter).sort({ _id: 1 }).explain('queryPlanner'))
      expect(stages).toContain('IXSCAN')
      expect(stages.filter(stage => stage === 'COLLSCAN' || stage === 'SORT')).toEqual([])
    }
  })

  test('a page deep in a long list costs no more than the first one', async () => {
    await keep(store, async (tx) => { for (let index = 0; index < 600; index++) await tx.insert('notice', notice(`n${index}`, { at: after(index >> 1) })) })
    const plan: ListPlan = { fields: ['userId'], combos: [['aigerim'], ['daniyar']], order: { by: 'at', direction: 'asc' } }
    for (const stretch of [{ nulls: false }, { nulls: false, after: [after(250), 'n500'] }] as const) {
      const { filter, sort, hint } = stretchQuery(plan, stretch)
      const { executionStats } = await rows.documents('notice').find(filter, { sort, hint, limit: 20 }).explain('executionStats')
      expect(executionStats.nReturned).toBe(20)
      expect(executionStats.totalKeysExamined).toBeLessThan(30)
    }
  })
})
