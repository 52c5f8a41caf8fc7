// A line of the trail as words: what was done, and the facts that it holds: whose, until when, how many. Texts and names of people outside are not in it.
import { useI18n } from 'vue-i18n'
import { roles } from '#domain/user.ts'
import { formatDay, formatStamp } from '#client/format/instant.ts'
import { useReference } from '#client/reference.ts'
import type { Line } from './trail.ts'

/** Null says nothing. */
type Fact = string | null

const instant = /^\d{4}-\d{2}-\d{2}T/
const plainDay = /^\d{4}-\d{2}-\d{2}$/

export const useLineWords = () => {
  const { t, te } = useI18n()
  const { bodyName, personName, topicName } = useReference()
  const word = (branch: string, code: unknown): Fact => typeof code !== 'string' ? null : te(`words.${branch}.${code}`, 'kk') ? t(`words.${branch}.${code}`) : code
  /** The text of the first key that has one. */
  const firstOf = (...keys: string[]): Fact => {
    const key = keys.find(each => te(each, 'kk'))
    return key === undefined ? null : t(key)
  }
  const named = (name: string, value: string) => value === '' ? null : t('trail.fact.with', { name: t(`trail.fact.${name}`), value })

  /** What each field of a line means in words; fields that are not here are ids of things without a name, or hashes. */
  const readers: Record<string, (value: unknown) => Fact> = {
    bodyId: value => bodyName(String(value)) || null,
    organisationId: value => bodyName(String(value)) || null,
    toId: value => named('to', bodyName(String(value))),
    officerId: value => named('officer', personName(String(value))),
    userId: value => named('person', personName(String(value))),
    userIds: value => Array.isArray(value) ? named('people', value.map(id => personName(String(id))).join(', ')) : null,
    deputyId: value => named('deputy', personName(String(value))),
    topic: value => topicName(String(value)),
    priority: value => word('priority', value),
    result: value => word('result', value),
    reply: value => word('reply-kind', value),
    state: value => firstOf(`words.state.${String(value)}`, `words.health.${String(value)}`),
    reason: value => firstOf(`words.dismissal.${String(value)}`, `words.health-reason.${String(value)}`, `acts.extension-reason.${String(value)}`),
    outcome: value => firstOf(`acts.outcome.${String(value)}`),
    kind: value => word('kind', value),
    sentiment: value => word('sentiment', value),
    cause: value => typeof value === 'string' ? named('cause', t(`trail.cause.${value}`)) : null,
    to: value => typeof value === 'string' ? named('to-day', formatDay(value)) : null,
    effect: value => typeof value === 'string' ? t(`rules.effect.${value}`) : null,
    grants: value => Array.isArray(value) ? named('roles', value.map(grantOf).join('; ')) : null,
    changed: value => Array.isArray(value) && value.length > 0 ? named('days', value.map(day => formatDay(String(day))).join(', ')) : null,
    what: value => typeof value === 'string' && te(`notices.kind.${value}`, 'kk') ? t(`notices.kind.${value}`) : null,
    sort: value => typeof value === 'string' ? t(`retention.kind.${value}`) : null,
  }
  const grantOf = (grant: unknown): string => {
    if (typeof grant !== 'object' || grant === null || !('role' in grant) || !('organisationId' in grant)) return ''
    const role = roles.find(each => each === grant.role)
    return [role && t(`words.role.${role}`), bodyName(String(grant.organisationId))].filter(Boolean).join(' — ')
  }

  const plain = (name: string, value: unknown): Fact => {
    if (!te(`trail.fact.${name}`, 'kk')) return null
    if (typeof value === 'boolean') return named(name, t(value ? 'trail.fact.yes' : 'trail.fact.no'))
    if (typeof value === 'number') return value === 0 ? null : named(name, String(value))
    if (typeof value !== 'string') return null
    return named(name, instant.test(value) ? formatStamp(value) : plainDay.test(value) ? formatDay(value) : value)
  }
  const factOf = (name: string, value: unknown): Fact => value === null || value === undefined ? null : readers[name]?.(value) ?? plain(name, value)

  /** Acts have their word among the events of a ticket; the rest of the desk here. */
  const doneOf = ({ type, event }: Line): string => {
    if (type === 'contact' && event.read === true) return t('trail.event.contact-read')
    if (type === 'control' && event.on === false) return t('words.event.control-off')
    return te(`words.event.${type}`, 'kk') ? t(`words.event.${type}`) : t(`trail.event.${type}`)
  }
  return {
    lineOf: (line: Line) => ({
      who: personName(line.by), done: doneOf(line), number: typeof line.event.number === 'string' ? line.event.number : null,
      facts: Object.entries(line.event).filter(([name, value]) => name !== 'userId' || value !== line.by).flatMap(([name, value]) => factOf(name, value) ?? []).join(' · '),
    }),
  }
}
