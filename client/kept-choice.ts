// What a person chose for this browser. One that forbids storage, or whose storage is full, forgets it with the page: no reason to show nothing.

/** Null where nothing is kept. */
export const recallChoice = (key: string): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

export const keepChoice = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value)
  } catch {
    // The page shows what was chosen all the same.
  }
}
