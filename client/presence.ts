// Who else is looking at or writing on the same thing: said and heard over the socket, kept nowhere, and never in anybody's way.
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { placeKey, type Place, type Present } from '#domain/live.ts'
import { onLive, sayWhere } from '#client/live.ts'
import { useSession } from '#client/session.ts'
import { useWindowEvent } from '#client/window-event.ts'

/** Whoever has not typed for so long writes no more. */
const writingMs = 10_000

const places = shallowRef<ReadonlyMap<string, readonly Present[]>>(new Map())
onLive({
  present: (presences) => {
    const known = new Map(presences === null ? [] : places.value)
    for (const { place, people } of presences ?? []) {
      if (people.length > 0) known.set(place, people)
      else known.delete(place)
    }
    places.value = known
  },
})

/** The others at a place: `writing` and `looking` hold user ids, nobody twice. */
export const useOthers = (place: () => Place | null) => {
  const { me } = useSession()
  return computed(() => {
    const at = place()
    const others = at === null ? [] : places.value.get(placeKey(at))?.filter(({ userId }) => userId !== me.value?.id) ?? []
    const ids = (isWriting: boolean) => others.filter(one => one.isWriting === isWriting).map(({ userId }) => userId)
    return { looking: ids(false), writing: ids(true) }
  })
}

/** The screen that speaks for the person now. */
let speaker: symbol | null = null

/** Says that the person is at this place while the screen lives and is in view; whoever types into a text there is writing. */
export const useHere = (place: () => Place | null): void => {
  const self = Symbol('screen')
  const isWriting = ref(false)
  const isShown = ref(!document.hidden)
  let timer: ReturnType<typeof setTimeout> | undefined

  const rest = () => {
    clearTimeout(timer)
    isWriting.value = false
  }
  useWindowEvent('input', ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement)) return
    isWriting.value = true
    clearTimeout(timer)
    timer = setTimeout(rest, writingMs)
  })
  const look = () => { isShown.value = !document.hidden }
  document.addEventListener('visibilitychange', look)

  const key = computed(() => {
    const at = place()
    return at === null ? '' : placeKey(at)
  })
  watch(key, rest)
  watch([key, isWriting, isShown], () => {
    const at = place()
    speaker = self
    sayWhere(at !== null && isShown.value ? { place: at, isWriting: isWriting.value } : null)
  }, { immediate: true })
  onScopeDispose(() => {
    rest()
    document.removeEventListener('visibilitychange', look)
    if (speaker === self) sayWhere(null)
  })
}
