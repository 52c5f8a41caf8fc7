// Bare SQLite: the same file, tables and indexes, the same sync; prepared statements and nothing else.
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { newNames, renamed, type Bare, type Names, type Scope } from './bare.ts'

type Row = Record<string, SQLInputValue>

/** Lines and places of search entries far behind the desk's own, so that neither meets the other. */
let seq = 1e12
let place = 2n ** 62n

const copiers = (db: DatabaseSync, names: Names) => {
  /** Writes a copy of the one row that is found so, under new names. */
  const copier = (table: string, columns: readonly string[], where: string, value: string) => {
    const row: Row = db.prepare(`SELECT * FROM "${table}" WHERE ${where}`).get(value) ?? {}
    const statement = db.prepare(`INSERT INTO "${table}" (${columns.map(column => `"${column}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    const values = columns.map(column => row[column] ?? null)
    return (to: Names) => void statement.run(...values.map((value, index) => columns[index] === 'seq' ? seq++ : typeof value === 'string' ? renamed(value, names, to) : value))
  }
  const document = (table: string, id: string) => copier(table, ['id', 'version', 'body'], 'id = ?', id)
  /** Where the entry lies is where its terms are indexed. */
  const entry = (noun: string, id: string) => {
    const columns = db.prepare('SELECT name FROM pragma_table_info(?) WHERE name <> \'place\'').all(`search_${noun}`).map(({ name }) => String(name))
    const row: Row = db.prepare(`SELECT ${columns.map(column => `"${column}"`).join(', ')} FROM "search_${noun}" WHERE id = ?`).get(id) ?? {}
    const insert = db.prepare(`INSERT INTO "search_${noun}" (place, ${columns.map(column => `"${column}"`).join(', ')}) VALUES (?${', ?'.repeat(columns.length)})`)
    const index = db.prepare(`INSERT INTO "words_${noun}" (rowid, terms) VALUES (?, ?)`)
    return (to: Names) => {
      place += 1n
      insert.run(place, ...columns.map(column => typeof row[column] === 'string' ? renamed(row[column], names, to) : row[column] ?? null))
      index.run(place, row['terms'] ?? '')
    }
  }
  return {
    triageEntry: entry('triage', names.triageId), ticketEntry: entry('ticket', names.ticketId),
    over: copier('search_over', ['postId', 'noun', 'id'], 'id = ?', names.ticketId),
    post: document('post', names.postId), firstText: document('firstText', names.textHash), triage: document('triage', names.triageId),
    ticket: document('ticket', names.ticketId), evidence: document('evidence', names.evidenceId),
    command: copier('command', ['by', 'key', 'hash', 'answer', 'at'], 'key = ?', names.commandKey),
    line: copier('trail', ['seq', 'at', 'by', 'ticketId', 'postId', 'body', 'prev', 'hash'], '"ticketId" = ?', names.ticketId),
  }
}

/** Decides posts that wait, so many at a time: the body of a decision is that of the sampled one. */
const decider = (db: DatabaseSync, names: Names, { akimat }: Scope) => {
  const find = () => db.prepare('SELECT id FROM triage WHERE "organisationId" = ? AND state = \'new\'').all(akimat).map(({ id }) => String(id))
  let waiting: string[] | null = null
  const body = String(db.prepare('SELECT body FROM triage WHERE id = ?').get(names.triageId)?.['body'])
  const statement = db.prepare('UPDATE triage SET version = 2, body = ? WHERE id = ?')
  return {
    enough: (acts: number) => (waiting ??= find()).length >= acts,
    decide: (acts: number) => { for (const id of waiting?.splice(0, acts) ?? []) statement.run(body.replaceAll(names.triageId, id), id) },
  }
}

const pageReaders = (db: DatabaseSync, { akimat, bodyId }: Scope): Pick<Bare, 'queuePage' | 'feedPage'> => {
  const bodies = (sql: string) => {
    const statement = db.prepare(sql)
    return (...values: string[]): { postId?: string }[] => statement.all(...values).map(row => JSON.parse(String(row['body'])))
  }
  const queue = bodies('SELECT body FROM ticket WHERE "bodyId" = ? AND state = \'in-work\' ORDER BY "registeredAt" DESC, id DESC LIMIT 50')
  const feed = bodies('SELECT body FROM triage WHERE "organisationId" = ? AND state = \'new\' AND folded = 0 ORDER BY "collectedAt" DESC, id DESC LIMIT 50')
  const posts = bodies('SELECT body FROM post WHERE id IN (SELECT value FROM json_each(?))')
  return { queuePage: async () => queue(bodyId).length, feedPage: async () => posts(JSON.stringify(feed(akimat).map(({ postId }) => postId))).length }
}

export const bareSqlite = (folder: string, names: Names, scope: Scope): Bare => {
  const db = new DatabaseSync(join(folder, 'qulaq.sqlite'), { timeout: 1000 })
  db.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON')
  const copy = copiers(db, names)
  const { enough, decide } = decider(db, names, scope)
  const [head, series] = [db.prepare('UPDATE head SET at = at'), db.prepare('UPDATE series SET value = value + 0')]
  const newest = db.prepare('SELECT id, body FROM ticket ORDER BY rowid DESC LIMIT ?')
  const change = db.prepare('UPDATE ticket SET version = version + 1, body = ? WHERE id = ?')
  const committed = (work: () => void) => {
    db.exec('BEGIN IMMEDIATE')
    head.run()
    work()
    db.exec('COMMIT')
  }
  const takePage = (size: number) => {
    for (let n = 0; n < size; n++) {
      const to = newNames(names)
      for (const write of [copy.triageEntry, copy.post, copy.firstText, copy.triage]) write(to)
    }
    copy.line(newNames(names))
  }
  const register = () => {
    const to = newNames(names)
    for (const write of [copy.ticketEntry, copy.over, copy.ticket, copy.evidence, copy.command, copy.line]) write(to)
  }
  return {
    ...pageReaders(db, scope),
    pages: async (pages, size) => committed(() => { for (let n = 0; n < pages; n++) takePage(size) }),
    acts: async (acts) => {
      if (!enough(acts)) return null
      committed(() => {
        for (let n = 0; n < acts; n++) register()
        decide(acts)
        series.run()
      })
      return acts
    },
    changes: async tickets => committed(() => {
      for (const { id, body } of newest.all(tickets)) {
        change.run(body ?? null, id ?? null)
        const to = newNames(names)
        for (const write of [copy.command, copy.line]) write(to)
      }
    }),
    close: async () => db.close(),
  }
}
