// A value that follows another after a rest: a search is asked when the typing stops.
import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue'

export const refDebounced = <T extends string | number>(source: Ref<T>, restMs: number): Readonly<Ref<T>> => {
  const settled = ref(source.value) as Ref<T>
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(source, (value) => {
    clearTimeout(timer)
    timer = setTimeout(() => { settled.value = value }, restMs)
  })
  onScopeDispose(() => clearTimeout(timer))
  return readonly(settled) as Readonly<Ref<T>>
}
