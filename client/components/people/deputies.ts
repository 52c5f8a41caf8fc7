// Who may stand in for a person: whoever works at the same place.
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useReference, type Person } from '#client/reference.ts'

/** As options of a list; whoever is away says so. */
export const useDeputies = (person: () => Pick<Person, 'id' | 'grants'>) => {
  const { t } = useI18n()
  const { reference } = useReference()
  return computed(() => reference.value?.people
    .filter(({ id, blocked, grants }) => !blocked && id !== person().id && grants.some(grant => person().grants.some(own => own.organisationId === grant.organisationId)))
    .map(({ id, name, away }) => ({ value: id, label: away ? t('leave.away-now', { name }) : name })) ?? [])
}
