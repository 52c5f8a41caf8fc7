// What is wrong with what a script was given is told in one line, before anything is learned from half of it.

/** Makes the teller of a script: the value that `read` gives, or the end of the process with one line on stderr. */
export const orStopOf = (script: string) => <Value>(what: string, read: () => Value): Value => {
  try {
    return read()
  } catch (error) {
    process.stderr.write(`${script}: ${what}${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}

/** What was given, when it was. */
export const given = <Value>(value: Value | undefined, why: string): Value => {
  if (value === undefined) throw new Error(why)
  return value
}
