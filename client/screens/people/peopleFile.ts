// A file of people: what it looks like empty, and in which order its people are added: whoever stands in for another comes before that one.
import type { ResultOf } from '#domain/contract.ts'
import type { Body } from '#client/reference.ts'

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

const everywhere = ['press', 'coordinator', 'manager', 'admin', 'auditor'] as const
const inBodies = ['head', 'officer'] as const
const quoted = (text: string) => /[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** A table to be filled in, as the office programs of this country read it: each role of the akimats on top and of their bodies, an administrator for each akimat below. */
export const peopleTemplate = (managed: readonly Body[], nameOf: (names: Body['names']) => string): string => {
  const akimats = managed.filter(({ kind }) => kind === 'akimat')
  const isTop = ({ parentId }: Body) => !akimats.some(({ id }) => id === parentId)
  const lines = akimats.flatMap((akimat) => {
    if (!isTop(akimat)) return [{ role: 'admin', body: '', akimat: akimat.prefix ?? '' }]
    const bodies = managed.filter(({ kind, parentId }) => parentId === akimat.id && (kind === 'department' || kind === 'enterprise'))
    return [
      ...everywhere.map(role => ({ role, body: '', akimat: akimat.prefix ?? '' })),
      ...bodies.flatMap(({ names }) => inBodies.map(role => ({ role, body: nameOf(names), akimat: akimat.prefix ?? '' }))),
    ]
  })
  return `\uFEFFlogin;name;role;body;akimat;deputy;language\r\n${lines.map(({ role, body, akimat }) => `;;${role};${quoted(body)};${akimat};;\r\n`).join('')}`
}
