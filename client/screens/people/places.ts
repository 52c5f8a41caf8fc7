// Where an administrator may give a role: the akimats and their bodies that they administer.
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { can } from '#domain/rights.ts'
import { roles } from '#domain/user.ts'
import { useReference } from '#client/reference.ts'
import { useSession } from '#client/session.ts'

/** Options of the lists of roles and places; bodies stand under their akimat. */
export const useGrantOptions = () => {
  const { t } = useI18n()
  const { me } = useSession()
  const { reference, bodyName, inLanguage } = useReference()
  const roleOptions = computed(() => roles.map(value => ({ value, label: t(`words.role.${value}`) })))
  const places = computed(() => {
    const actor = me.value && { userId: me.value.id, grants: me.value.grants }
    return actor
      ? reference.value?.organisations.filter(each => each.kind !== 'external' && can(actor, 'manage-users', each)).map(({ id, kind, names, parentId }) =>
        ({ value: id, label: inLanguage(names), group: kind === 'akimat' ? t('people.grants.akimats') : bodyName(parentId) })) ?? []
      : []
  })
  return { roleOptions, places }
}
