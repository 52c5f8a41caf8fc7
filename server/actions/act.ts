// The one road to a write: one unit of work, one actor, its trail events inside it. Told only after commit.
import { hash } from 'node:crypto'
import { Refusal } from '#domain/refusal.ts'
import type { Actor } from '#domain/rights.ts'
import { dayOf } from '#domain/time.ts'
import { grantsOn, machine, type User } from '#domain/user.ts'
import type { Start, StartKey, Tx } from '../store/store.ts'
import { principalsOf } from './deputies.ts'
import { calendarSetting, isCurrent } from './kept-calendar.ts'
import { watchingTree } from './kept-tree.ts'
import type { World } from './world.ts'

/** Who asks. `key` makes the same command twice be done once. */
export interface Caller {
  /** User id or `machine`. */
  by: string
  key?: string
}
export const byMachine: Caller = { by: machine }

export interface Command {
  name: string
  input: unknown
  /** Documents the act starts from: a group fetches them with one query per noun. */
  starts?: readonly Start[]
  /** The same for unique keys. */
  startKeys?: readonly StartKey[]
}

/** The person in the unit of work; `user` is null for the machine, which is asked for no right. */
export interface Person extends Actor { user: User | null, isMachine: boolean }

const hashOf = (command: Command) => hash('sha256', JSON.stringify([command.name, command.input]))

const personOf = async (tx: Tx, by: string): Promise<Person> => {
  if (by === machine) return { userId: machine, grants: [], user: null, isMachine: true }
  const user = await tx.get('user', by)
  if (!user) throw new Refusal('not-signed-in', 'this person is not known here')
  if (user.blockedAt) throw new Refusal('user-blocked', 'this person is blocked')
  return { userId: user.id, grants: grantsOn(user, await principalsOf(tx, user), dayOf(tx.now)), user, isMachine: false }
}

/** A list of working days was changed since this process took the lists over: nothing was done. */
class OldCalendar extends Error {}

/** Nobody changes lists that often: more is a mistake, and loud. */
const triesAtMost = 10

const demandCalendar = async (tx: Tx, world: World) => {
  if (!await isCurrent(tx, world.keptCalendar)) throw new OldCalendar('the lists of working days were changed')
  // A world that was copied holds the calendar of that moment.
  if (world.calendar !== world.keptCalendar.calendar) throw new Error('a copied world counts by an old calendar')
}

/** Runs the deed; when this process counts by an old calendar, takes the new one over and runs it again. */
const byCurrentCalendar = async <T>({ keptCalendar }: World, deed: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await deed()
    } catch (error) {
      if (!(error instanceof OldCalendar) || tries === triesAtMost) throw error
      await keptCalendar.refresh()
    }
  }
}

/** Runs `body` as one act of the caller, by the calendar as it is committed; answers after the commit of its group. Refusals leave nothing. */
export const act = <T>(world: World, caller: Caller, command: Command, body: (tx: Tx, who: Person) => Promise<T>): Promise<T> => {
  const starts: Start[] = caller.by === machine ? [] : [['user', caller.by]]
  const now = world.now()
  return byCurrentCalendar(world, () => world.store.transact({
    by: caller.by,
    now,
    starts: [...starts, ['setting', calendarSetting], ...command.starts ?? []],
    startKeys: command.startKeys,
    ...caller.key && { command: { key: caller.key, hash: hashOf(command) } },
    run: async (tx) => {
      await demandCalendar(tx, world)
      return body(watchingTree(tx), await personOf(tx, caller.by))
    },
  }))
}

/** The document, or the refusal that it is not there. */
export const found = <T>(doc: T | undefined, what: string): T => {
  if (doc === undefined) throw new Refusal('not-found', `${what} is not here`, { what })
  return doc
}

/** sha256(salt + text), the only form in which a text stands in the trail. */
export const saltedHash = (salt: string, text: string): string => hash('sha256', `${salt}${text}`)
