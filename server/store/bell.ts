// The bell of the store: says that something was written, never what. Listeners ask `eventsAfter`.

export interface Bell {
  ring(): void
  /** Returns the way to unsubscribe. */
  subscribe(listener: () => void): () => void
}

/** Listeners are called after the current work, each on its own: one that throws becomes a warning of the process and hurts no other. */
export const makeBell = (): Bell => {
  const listeners = new Set<{ listener: () => void }>()
  const callAll = () => {
    for (const { listener } of [...listeners]) {
      try {
        listener()
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : String(error))
      }
    }
  }
  return {
    ring: () => void setImmediate(callAll),
    subscribe: (listener) => {
      const place = { listener }
      listeners.add(place)
      return () => void listeners.delete(place)
    },
  }
}
