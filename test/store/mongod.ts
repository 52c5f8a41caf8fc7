// Replica sets for the tests of the MongoDB engine, from the mongod that `parts.ts` finds.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { MongoClient } from 'mongodb'
import { MongoMemoryReplSet, MongoMemoryServer } from 'mongodb-memory-server-core'
import { findMongod, isLack } from '../parts.ts'

const part = findMongod()
// Any version from 6.0 on will do.
process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK = 'false'

/** Without a mongod the tests say so and are left out; in CI they run, and fail. */
export const lacksMongod = isLack(part) && !process.env.CI
if (isLack(part)) console.warn(`NOT TESTED on this machine: the store on MongoDB (${part.name}: ${part.why})`)

const binaryOf = (): string => {
  if (isLack(part)) throw new Error(`no ${part.name}: ${part.why}`)
  return part.path
}

/** A set that runs already can be used, but not stopped or started alone. */
export const isGivenSet = !isLack(part) && part.from === 'MONGODB_URL'

export interface Server {
  /** Of a database that no other test uses. */
  newUrl(): string
  stop(): Promise<void>
}

const newUrl = (uri: string): string => {
  const [, scheme = '', servers = '', query = ''] = /^(mongodb(?:\+srv)?:\/\/)([^/?]+)\/?[^?]*(.*)$/.exec(uri) ?? []
  return `${scheme}${servers}/qulaq-test-${randomUUID()}${query}`
}

const start = async (): Promise<MongoMemoryReplSet> => await MongoMemoryReplSet.create({
  binary: { systemBinary: binaryOf() },
  replSet: { count: 1, storageEngine: 'wiredTiger', args: ['--setParameter', 'enableTestCommands=1'] },
})

/** A replica set of one member. */
export const startSet = async (): Promise<Server> => {
  if (isGivenSet) return { newUrl: () => newUrl(binaryOf()), stop: async () => {} }
  const set = await start()
  return { newUrl: () => newUrl(set.getUri()), stop: async () => void await set.stop() }
}

/** A desk that waits shorter for a server that is away, as its address can say. */
export const impatient = (url: string): string => `${url}&serverSelectionTimeoutMS=2000&connectTimeoutMS=1500&heartbeatFrequencyMS=500`

/** A replica set of one member that goes away and comes back with what it kept. */
export const startFragileSet = async (): Promise<Server & { goAway(): Promise<void>, comeBack(): Promise<void>, pause(on: boolean): void }> => {
  const set = await start()
  const [member] = set.servers
  if (!member) throw new Error('the set has no member')
  return {
    newUrl: () => newUrl(set.getUri()),
    goAway: async () => void await member.stop({ doCleanup: false }),
    comeBack: async () => await member.start(true),
    /** Stands still with all its lines open, as a machine does that is out of reach. */
    pause: on => void member.instanceInfo?.instance.mongodProcess?.kill(on ? 'SIGSTOP' : 'SIGCONT'),
    stop: async () => void await set.stop(),
  }
}

/** A replica set of three members of which the primary can be killed. */
export const startThree = async (): Promise<Server & { killPrimary(): Promise<void>, raiseDead(): Promise<void> }> => {
  const set = await MongoMemoryReplSet.create({ binary: { systemBinary: binaryOf() }, replSet: { count: 3, storageEngine: 'wiredTiger', configSettings: { electionTimeoutMillis: 2000 } } })
  const dead: MongoMemoryServer[] = []
  const primary = async (): Promise<MongoMemoryServer> => {
    const name = await meddle(set.getUri(), async db => String((await db.admin().command({ hello: 1 }))['primary']))
    const member = set.servers.find(server => name.endsWith(`:${server.instanceInfo?.port}`))
    if (!member) throw new Error(`the primary ${name} is no member`)
    return member
  }
  return {
    newUrl: () => newUrl(set.getUri()),
    killPrimary: async () => {
      const member = await primary()
      const killed = member.instanceInfo?.instance.mongodProcess
      if (!killed) throw new Error('the primary has no process')
      killed.kill('SIGKILL')
      await once(killed, 'exit')
      dead.push(member)
    },
    raiseDead: async () => {
      for (const member of dead.splice(0)) {
        await member.stop({ doCleanup: false })
        await member.start(true)
      }
    },
    stop: async () => void await set.stop(),
  }
}

/** A server that is no replica set. */
export const startAlone = async (): Promise<Server> => {
  const server = await MongoMemoryServer.create({ binary: { systemBinary: binaryOf() }, instance: { storageEngine: 'wiredTiger' } })
  return { newUrl: () => newUrl(server.getUri()), stop: async () => void await server.stop() }
}

/** The database as another program sees it. */
export const meddle = async <T>(url: string, work: (db: ReturnType<MongoClient['db']>) => Promise<T>): Promise<T> => {
  const client = await new MongoClient(url, { writeConcern: { w: 'majority' } }).connect()
  try {
    return await work(client.db())
  } finally {
    await client.close()
  }
}

/** As a new database, but with its collections and indexes, which take long to make. */
export const emptyAll = async (url: string): Promise<void> => await meddle(url, async (db) => {
  const collections = await db.collections()
  await Promise.all(collections.map(collection => collection.deleteMany({})))
})
