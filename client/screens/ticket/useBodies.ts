// Bodies that can be given the ticket, and who works in them.
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { can } from '#domain/rights.ts'
import { useReference } from '#client/reference.ts'
import { useSession } from '#client/session.ts'
import type { AskingAct } from './actForm.ts'
import type { Ticket } from './ticket.ts'

export const useBodies = (ticket: () => Ticket, act: () => AskingAct) => {
  const { t } = useI18n()
  const { reference, inLanguage, organisation } = useReference()
  const { me } = useSession()

  /** A head gives tickets only inside the own body; saying whose it is binds nobody. */
  const mayGiveTo = (path: readonly string[]) => {
    const [asked, person] = [act(), me.value]
    return asked === 'return' || (person !== null && can({ userId: person.id, grants: person.grants }, asked === 'reassign' ? 'reassign' : 'assign', { path }))
  }
  const bodies = computed(() => reference.value?.organisations.filter(({ kind, path }) =>
    (kind === 'department' || kind === 'enterprise') && path.includes(ticket().organisationId) && mayGiveTo(path)) ?? [])

  /** Of the topic first. */
  const bodyOptions = computed(() => bodies.value
    .toSorted((a, b) => Number(b.topics.includes(ticket().topic)) - Number(a.topics.includes(ticket().topic)))
    .map(({ id, names }) => ({ value: id, label: inLanguage(names) })))

  const isReachable = (bodyId: string): boolean => organisation(bodyId)?.topics.includes(ticket().topic) ?? false

  const officerOptions = (bodyId: string) => reference.value?.people
    .filter(({ blocked, grants }) => !blocked && grants.some(({ role, organisationId }) => (role === 'officer' || role === 'head') && organisationId === bodyId))
    .map(({ id, name, away }) => ({ value: id, label: away ? t('ticket.away', { name }) : name })) ?? []

  return { bodyOptions, officerOptions, isReachable }
}
