// Bare MongoDB: the same collections and indexes, majority and journal, the official driver and nothing else.
import { MongoClient, type ClientSession, type Db, type Document } from 'mongodb'
import { newNames, renamed, type Bare, type Names, type Scope } from './bare.ts'

interface Row extends Document { _id: string | number }

/** Lines far behind the desk's own, so that neither meets the other. */
let seq = 1e12
const durable = { writeConcern: { w: 'majority', journal: true }, readConcern: { level: 'snapshot' } } as const
const rowsOf = (db: Db, name: string) => db.collection<Row>(name)

/** Copies of the one row that is found so, under new names. */
const copier = async (db: Db, name: string, filter: Document, names: Names) => {
  const row = await rowsOf(db, name).findOne(filter)
  if (!row) throw new Error(`no ${name} to copy`)
  return (to: Names): Row => {
    const under = (value: unknown) => typeof value === 'string' ? renamed(value, names, to) : value
    const copied = Object.entries(row).map(([field, value]): [string, unknown] => [field, Array.isArray(value) ? value.map(under) : under(value)])
    return { ...Object.fromEntries(copied), _id: typeof row._id === 'number' ? seq++ : renamed(row._id, names, to) }
  }
}

const copiers = async (db: Db, names: Names) => ({
  post: await copier(db, 'post', { _id: names.postId }, names), firstText: await copier(db, 'firstText', { _id: names.textHash }, names),
  triage: await copier(db, 'triage', { _id: names.triageId }, names), ticket: await copier(db, 'ticket', { _id: names.ticketId }, names),
  evidence: await copier(db, 'evidence', { _id: names.evidenceId }, names), command: await copier(db, 'command', { key: names.commandKey }, names),
  search_triage: await copier(db, 'search_triage', { _id: names.triageId }, names), search_ticket: await copier(db, 'search_ticket', { _id: names.ticketId }, names),
  line: await copier(db, 'trail', { ticketId: names.ticketId }, names),
})

/** Decides posts that wait, so many at a time: the decision is the sampled one. */
const decider = async (db: Db, names: Names, { akimat }: Scope) => {
  const find = async () => (await rowsOf(db, 'triage').find({ organisationId: akimat, state: 'new' }, { projection: { _id: 1 } }).toArray()).map(({ _id }) => String(_id))
  let waiting: string[] | null = null
  const { _id: sampled, ...fields } = await rowsOf(db, 'triage').findOne({ _id: names.triageId }) ?? { _id: '' }
  const decision = (id: string) => ({ ...fields, body: String(fields['body']).replaceAll(String(sampled), id), postId: id.split(':')[1] })
  return {
    enough: async (acts: number) => (waiting ??= await find()).length >= acts,
    decide: async (session: ClientSession, acts: number) => {
      const ids = waiting?.splice(0, acts) ?? []
      await rowsOf(db, 'triage').bulkWrite(ids.map(id => ({ updateOne: { filter: { _id: id }, update: { $set: decision(id) } } })), { session })
    },
  }
}

const pageReaders = (db: Db, { akimat, bodyId }: Scope): Pick<Bare, 'queuePage' | 'feedPage'> => {
  const page = async (name: string, filter: Document, by: string): Promise<{ postId?: string }[]> =>
    (await rowsOf(db, name).find(filter, { projection: { _id: 0, body: 1 }, sort: { [by]: -1, _id: -1 }, limit: 50 }).toArray()).map(row => JSON.parse(row['body']))
  return {
    queuePage: async () => (await page('ticket', { bodyId, state: 'in-work' }, 'registeredAt')).length,
    feedPage: async () => {
      const triages = await page('triage', { organisationId: akimat, state: 'new', folded: 0 }, 'collectedAt')
      return (await rowsOf(db, 'post').find({ _id: { $in: triages.map(({ postId = '' }) => postId) } }, { projection: { _id: 0, body: 1 } }).toArray())
        .map(row => JSON.parse(row['body'])).length
    },
  }
}

export const bareMongo = async (url: string, names: Names, scope: Scope): Promise<Bare> => {
  const client = await new MongoClient(url).connect()
  const db = client.db()
  const copy = await copiers(db, names)
  const { enough, decide } = await decider(db, names, scope)
  const committed = async (work: (session: ClientSession) => Promise<void>) => {
    const session = client.startSession({ defaultTransactionOptions: durable })
    session.startTransaction()
    await rowsOf(db, 'head').updateOne({ _id: 'head' }, { $inc: { taken: 1 } }, { session })
    await work(session)
    await session.commitTransaction()
    await session.endSession()
  }
  const insert = async (session: ClientSession, name: string, rows: Row[]) => void await rowsOf(db, name).insertMany(rows, { session })
  let newest: Row[] | undefined
  const many = (count: number) => Array.from({ length: count }, () => newNames(names))
  return {
    ...pageReaders(db, scope),
    pages: async (pages, size) => await committed(async (session) => {
      const posts = many(pages * size)
      for (const name of ['post', 'firstText', 'triage', 'search_triage'] as const) await insert(session, name, posts.map(copy[name]))
      await insert(session, 'trail', many(pages).map(copy.line))
    }),
    acts: async (acts) => {
      if (!await enough(acts)) return null
      await committed(async (session) => {
        const tickets = many(acts)
        for (const name of ['ticket', 'search_ticket', 'evidence', 'command'] as const) await insert(session, name, tickets.map(copy[name]))
        await insert(session, 'trail', tickets.map(copy.line))
        await decide(session, acts)
        await rowsOf(db, 'series').updateMany({}, { $inc: { value: 0 } }, { session })
      })
      return acts
    },
    changes: async tickets => await committed(async (session) => {
      newest ??= await rowsOf(db, 'ticket').find({}, { projection: { body: 1 }, sort: { _id: -1 }, limit: tickets }).toArray()
      const changed = newest.map(({ _id, body }) => ({ updateOne: { filter: { _id }, update: { $inc: { version: 1 }, $set: { body: `${body} ` } } } }))
      await rowsOf(db, 'ticket').bulkWrite(changed, { session })
      const others = many(tickets)
      for (const name of ['command', 'line'] as const) await insert(session, name === 'line' ? 'trail' : name, others.map(copy[name]))
    }),
    close: async () => await client.close(),
  }
}
