// What can be chosen in the fields of an act's dialog, in the language of the screen.
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { kinds, sentiments, urgencies } from '#domain/classification.ts'
import { extensionReasons } from '#domain/extension.ts'
import { promiseOutcomes } from '#domain/promise.ts'
import { grades } from '#domain/ticket.ts'
import { language } from '#client/language.ts'
import { useReference } from '#client/reference.ts'
import type { FieldName } from './actForm.ts'
import type { Ticket } from './ticket.ts'

interface Option { value: string, label: string, group?: string }

export const useChoices = (ticket: () => Ticket) => {
  const { t } = useI18n()
  const { reference, inLanguage } = useReference()

  const named = (values: readonly string[], label: (value: string) => string): Option[] => values.map(value => ({ value, label: label(value) }))
  const topics = computed<Option[]>(() => [
    { value: 'other', label: t('shell.topic-other') },
    ...reference.value?.sectors.flatMap(({ names, topics: its }) => its.map(topic => ({ value: topic.code, label: inLanguage(topic.names), group: inLanguage(names) }))) ?? [],
  ])
  /** Those that the posts name. */
  const places = computed<Option[]>(() => [...new Map(ticket().posts.flatMap(({ post }) => post.classification.places).map(({ kato, name_kk: kk, name_ru: ru }) =>
    [kato, { value: kato, label: language.value === 'kk' ? kk : ru }])).values()])
  /** Bodies outside the akimat, its own and those of the akimats above. */
  const outsideBodies = computed(() => {
    const akimat = reference.value?.organisations.find(({ id }) => id === ticket().organisationId)
    return reference.value?.organisations.filter(({ kind, parentId }) => kind === 'external' && parentId !== null && akimat?.path.includes(parentId)) ?? []
  })
  const outside = computed<Option[]>(() => outsideBodies.value.map(({ id, names }) => ({ value: id, label: inLanguage(names) })))
  /** The one whose topic it is, else the one that a post was understood to belong to; empty when there is none. */
  const proposedOutside = computed(() => {
    const codes = ticket().posts.flatMap(({ post }) => post.classification.handOver?.code ?? [])
    return (outsideBodies.value.find(({ topics }) => topics.includes(ticket().topic)) ?? outsideBodies.value.find(({ code }) => code !== null && codes.includes(code)))?.id ?? ''
  })
  /** Colleagues who can read the ticket, but for its own officer. */
  const people = computed<Option[]>(() => {
    const path = reference.value?.organisations.find(({ id }) => id === (ticket().bodyId ?? ticket().organisationId))?.path ?? []
    return reference.value?.people.filter(({ id, blocked, grants }) => !blocked && id !== ticket().officerId
      && grants.some(({ role, organisationId }) => (role === 'officer' || role === 'head') && path.includes(organisationId))).map(({ id, name }) => ({ value: id, label: name })) ?? []
  })

  const optionsOf = (name: FieldName): Option[] => {
    switch (name) {
      case 'outside': return outside.value
      case 'extensionReason': return named(extensionReasons, value => t(`acts.extension-reason.${value}`))
      case 'decision': return named(['grant', 'refuse'], value => t(`acts.decision.${value}`))
      case 'priority': return named(urgencies, value => t(`words.priority.${value}`))
      case 'topic': return topics.value
      case 'place': return places.value
      case 'kind': return named(kinds, value => t(`words.kind.${value}`))
      case 'sentiment': return named(sentiments, value => t(`words.sentiment.${value}`))
      case 'people': return people.value
      case 'grade': return named(grades.map(String), value => t(`acts.grade.${value}`))
      case 'outcome': return named(promiseOutcomes, value => t(`acts.outcome.${value}`))
      default: return []
    }
  }
  return { optionsOf, proposedOutside }
}
