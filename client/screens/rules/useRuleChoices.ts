// What a condition may name and where a rule may send, as lists to choose from and in words.
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ResultOf } from '#domain/contract.ts'
import { useReference } from '#client/reference.ts'
import { useTopicOptions } from '#client/topic-options.ts'

export type Rules = ResultOf<'rules'>
export type Rule = Rules['rules'][number]

export interface Option { value: string, label: string, group?: string }

/** Bodies of the akimat, and the outside ones that it or an akimat above it deals with. */
export const useRuleChoices = (organisationId: () => string, places: () => Rules['places']) => {
  const { t } = useI18n()
  const { reference, inLanguage, organisation } = useReference()

  const topics = useTopicOptions()
  const placeOptions = computed<Option[]>(() => places().map(({ code, names }) => ({ value: code, label: inLanguage(names) })))
  const bodies = computed<Option[]>(() => {
    const path = organisation(organisationId())?.path ?? []
    return reference.value?.organisations.flatMap(({ id, kind, parentId, names }) => {
      if (kind === 'external') return parentId !== null && path.includes(parentId) ? [{ value: id, label: inLanguage(names), group: t('rules.outside') }] : []
      return kind !== 'akimat' && parentId === organisationId() ? [{ value: id, label: inLanguage(names), group: t('rules.inside') }] : []
    }) ?? []
  })
  const officers = (bodyId: string): Option[] => reference.value?.people
    .filter(({ blocked, grants }) => !blocked && grants.some(({ role, organisationId: at }) => (role === 'officer' || role === 'head') && at === bodyId))
    .map(({ id, name }) => ({ value: id, label: name })) ?? []
  const isOutside = (bodyId: string): boolean => organisation(bodyId)?.kind === 'external'

  return { topics, placeOptions, bodies, officers, isOutside }
}
