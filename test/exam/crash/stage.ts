// The office in which the callers of the exam work: the same people and deeds as in the tests of the acts, at a desk in another process.
import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from '#domain/refusal.ts'
import { toInstant, toMs, type Instant } from '#domain/time.ts'
import type { Ticket } from '#domain/ticket.ts'
import type { Triage } from '#domain/triage.ts'
import { hands, type AtAkimat, type Carry } from '../../actions/hands.ts'
import type { Stage } from '../../actions/history.ts'
import type { Cast } from '../../actions/tree.ts'
import type { KilledDesk } from './killed-desk.ts'
import type { Command } from './protocol.ts'

/** An act that was answered: what the caller holds in hand. */
export interface Acknowledged { command: Command, answer: unknown }

/** Not an answer: whether it was done is not known, so the same act is asked again. */
const isNoAnswer = (error: unknown): error is Refusal => error instanceof Refusal && (error.code === 'storage-unavailable' || error.code === 'storage-full')
const pauseMs = 100

export interface ExamStage extends Stage {
  /** All acts that were answered, in the order of the answers. */
  acknowledged: Acknowledged[]
  /** How many acts were refused in words, and how often the storage could not answer. */
  counts: { refused: number, unanswered: Record<string, number> }
}

export const makeStage = (desk: KilledDesk, cast: Cast, now: Instant): ExamStage => {
  const acknowledged: Acknowledged[] = []
  const counts: ExamStage['counts'] = { refused: 0, unanswered: {} }
  const clock = { now }
  let keys = 0

  const insist = async (command: Command): Promise<unknown> => {
    for (;;) {
      try {
        return await desk.ask({ act: command })
      } catch (error) {
        if (!isNoAnswer(error)) throw error
        counts.unanswered[error.code] = (counts.unanswered[error.code] ?? 0) + 1
        await pause(pauseMs)
      }
    }
  }
  const carryAs = (by: string): Carry => async (name, input) => {
    keys += 1
    const command: Command = { now: clock.now, by, key: `exam-${keys}`, name, input }
    try {
      const answer = await insist(command)
      acknowledged.push({ command, answer })
      // What comes over the channel is the answer of this verb.
      return answer as Awaited<ReturnType<Carry>> as never
    } catch (error) {
      if (error instanceof Refusal) counts.refused += 1
      throw error
    }
  }
  /** What was answered and lost is not here: with a fault switched in, callers go on all the same. */
  const read = async (question: { read: 'ticket' | 'triage', id: string }): Promise<unknown> => {
    for (;;) {
      try {
        const document = await desk.ask(question)
        if (document === null) throw new Refusal('not-found', `${question.read} ${question.id} is not kept`)
        return document
      } catch (error) {
        if (!isNoAnswer(error)) throw error
        await pause(pauseMs)
      }
    }
  }
  const user = (name: string) => cast.users[name] ?? ''
  const place = (slug: string) => cast.places[slug] ?? ''
  return {
    acknowledged, counts, clock, user, place,
    as: name => hands(carryAs(user(name))),
    ticket: async id => await read({ read: 'ticket', id }) as Ticket,
    triage: async ({ organisationId, postId }) => await read({ read: 'triage', id: `${organisationId}:${postId}` }) as Triage,
    wait: (minutes) => { clock.now = toInstant(toMs(clock.now) + minutes * 60_000) },
    post: async (text, { at }): Promise<AtAkimat> => {
      const press = at === 'koldi' ? 'aigul' : 'tolkyn'
      const { postId, organisationId } = await hands(carryAs(user(press))).paste(place(at), `https://qala.example/${encodeURIComponent(text)}`, text)
      return { postId, organisationId }
    },
  }
}
