// In which order the people of a file are added: whoever stands in for another comes before that one.
import type { ResultOf } from '#domain/contract.ts'

export type FileLine = ResultOf<'read-people-file'>['lines'][number]

/** Good lines only. Of two who stand in for each other, the first is added without a deputy: see `deputyOf`. */
export const inOrder = (lines: readonly FileLine[]): FileLine[] => {
  const good = new Map(lines.filter(({ problem }) => problem === null).map(line => [line.login, line]))
  const ordered = new Set<FileLine>()
  const add = (line: FileLine, waiting: ReadonlySet<string>) => {
    const deputy = line.deputy === null || waiting.has(line.deputy) ? undefined : good.get(line.deputy)
    if (deputy && !ordered.has(deputy)) add(deputy, new Set([...waiting, line.login]))
    ordered.add(line)
  }
  for (const line of good.values()) if (!ordered.has(line)) add(line, new Set([line.login]))
  return [...ordered]
}

/** First passwords as a table, to be passed on; a login holds neither comma nor quote. */
export const passwordsTable = (added: readonly { login: string, password: string }[]): string =>
  ['login,password', ...added.map(({ login, password }) => `${login},${password}`)].join('\n')
