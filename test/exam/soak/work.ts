// The office at work in the soak exam: posts live their lives by commands of many people, one after another in turn, at a steady rate.
import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import type { CallOf } from '#domain/contract.ts'
import type { EndpointName } from '#domain/paths.ts'
import type { Role } from '#domain/user.ts'
import { exchange } from '../../bench/calls.ts'
import { asked } from '../../http/person.ts'
import type { Office, Somebody } from './office.ts'

const connections = 64
/** Posts that are looked up at once, before the last of them are used up. */
const [wanted, fewLeft] = [100, 30]

export interface Worker extends Somebody { cookie: string }
/** `done`: the commands that were answered, in their order. */
export interface Life { postId: string, ticketId: string, done: string[] }

export interface Work {
  /** The next command of the next life; it is answered later. */
  tick: () => void
  /** When all that was asked is answered. */
  settled: () => Promise<void>
  lives: readonly Life[]
  /** Milliseconds of answered commands and of pages. */
  commands: number[]
  pages: number[]
  faults: string[]
}

interface Cast { press: Worker, officer: Worker, head: Worker }
type Step = readonly [name: EndpointName, by: keyof Cast, input: (life: Life) => object]

const onTicket = ({ ticketId }: Life) => ({ ticketId })
/** What follows a registration. */
const steps: readonly Step[] = [
  ['accept', 'officer', onTicket], ['draft', 'officer', life => ({ ...onTicket(life), text: 'Бригада жолға шықты' })],
  ['submit', 'officer', life => ({ ...onTicket(life), kind: 'final', result: 'explained', text: 'Жұмыс жұма күні аяқталады, бұл туралы ауданның сайтында жазылған.' })],
  ['approve', 'head', onTicket], ['publish', 'press', life => ({ ...onTicket(life), permalink: `https://social.example/answer/${life.ticketId}` })], ['close', 'press', onTicket],
]

export const makeWork = (url: string, { akimat }: Office, workers: readonly Worker[]): Work => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const open: { life: Life, cast: Cast }[] = []
  const running = new Set<Promise<void>>()
  const work = { lives: [] as Life[], commands: [] as number[], pages: [] as number[], faults: [] as string[] }
  const waiting: string[] = []
  const seen = new Set<string>()
  let [turn, isLooking] = [0, false]

  const one = (role: Role, bodyId: string | null = null): Worker => {
    const fit = workers.filter(worker => worker.role === role && worker.bodyId === bodyId)
    const chosen = fit[turn++ % fit.length]
    if (!chosen) throw new Error(`the office has no ${role}`)
    return chosen
  }
  const ask = async <N extends EndpointName>({ cookie }: Worker, name: N, input: CallOf<N> & object, times: number[]): Promise<unknown> => {
    const { method = 'GET', path, body } = asked(name, input)
    const from = performance.now()
    const text = await exchange(url, agent, { method, path, headers: { cookie, ...method === 'POST' && { 'idempotency-key': randomUUID() } }, body: body?.toString() })
    times.push(performance.now() - from)
    return JSON.parse(text)
  }
  const look = async () => {
    isLooking = true
    const { items } = await ask(one('press'), 'feed', { organisationId: akimat, limit: wanted }, work.pages) as { items: { post: { id: string } }[] }
    for (const { post } of items.filter(({ post: { id } }) => !seen.has(id))) {
      seen.add(post.id)
      waiting.push(post.id)
    }
    isLooking = false
  }
  const begin = async (postId: string) => {
    const officer = one('officer', workers.filter(({ role }) => role === 'officer')[turn % 2 ? 0 : 200]?.bodyId)
    const cast: Cast = { press: one('press'), officer, head: one('head', officer.bodyId) }
    const to = { postId, organisationId: akimat, bodyId: officer.bodyId ?? '', officerId: officer.userId }
    const { ticketId } = await ask(cast.press, 'register', to, work.commands) as { ticketId: string }
    const life: Life = { postId, ticketId, done: ['register'] }
    work.lives.push(life)
    open.push({ life, cast })
  }
  const goOn = async ({ life, cast }: typeof open[number]) => {
    const step = steps[life.done.length - 1]
    if (!step) return
    const [name, by, input] = step
    if (name === 'submit') await ask(cast.officer, 'ticket', onTicket(life), work.pages)
    await ask(cast[by], name, input(life) as never, work.commands)
    life.done.push(name)
    if (life.done.length <= steps.length) open.push({ life, cast })
  }
  const run = (deed: Promise<void>) => {
    const told = deed.catch((error: unknown) => void work.faults.push(error instanceof Error ? error.message : String(error))).finally(() => running.delete(told))
    running.add(told)
  }
  return {
    ...work,
    tick: () => {
      if (waiting.length < fewLeft && !isLooking) run(look())
      const next = open.shift()
      const postId = next ? undefined : waiting.shift()
      if (next) run(goOn(next))
      else if (postId !== undefined) run(begin(postId))
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running)
      agent.destroy()
    },
  }
}
