// Which registers this person may open, and the bodies whose lines can be picked out of one.
import { computed } from 'vue'
import { can } from '#domain/rights.ts'
import { useReference, type Body } from '#client/reference.ts'
import { useSession } from '#client/session.ts'

export const useRegisters = (chosen: () => string | undefined) => {
  const { me } = useSession()
  const { reference, inLanguage } = useReference()
  const option = ({ id, names }: Body) => ({ value: id, label: inLanguage(names) })
  const readable = computed(() => {
    const actor = me.value && { userId: me.value.id, grants: me.value.grants }
    return actor ? reference.value?.organisations.filter(each => each.kind !== 'external' && can(actor, 'read-journal', each)) ?? [] : []
  })
  const akimats = computed(() => readable.value.filter(({ kind }) => kind === 'akimat'))
  /** Akimats, for a head the bodies. */
  const registers = computed(() => (akimats.value.length > 0 ? akimats.value : readable.value).map(option))
  const bodies = computed(() => readable.value.filter(({ kind, parentId }) => kind !== 'akimat' && parentId === chosen()).map(option))
  return { registers, bodies }
}
