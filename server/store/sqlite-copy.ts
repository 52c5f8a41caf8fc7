// The SQLite file as it was at one moment: a reading transaction on a connection of its own, which holds nobody up.
import type { DatabaseSync } from 'node:sqlite'
import type { Copy } from './engine.ts'
import { nouns } from './nouns.ts'
import { readHead } from './sqlite-read.ts'
import { preparer } from './sqlite-statements.ts'
import type { Noun } from './store.ts'

const isNoun = (name: string): name is Noun => name in nouns

/** Takes the connection over, and closes it at the end. While it is open the log of the file grows with what others write. */
export const sqliteCopy = (db: DatabaseSync): Copy => {
  const prepare = preparer(db)
  db.exec('BEGIN')
  const { seq, hash, at } = readHead(prepare)
  return {
    head: { seq, hash, at },
    documents: async function* () {
      for (const noun of Object.keys(nouns).filter(isNoun)) {
        for (const { body } of prepare(`SELECT body FROM "${noun}"`).iterate()) yield { noun, text: String(body) }
      }
    },
    series: async function* () {
      for (const { series, value } of prepare('SELECT series, value FROM series').iterate()) yield [String(series), Number(value)] as const
    },
    commands: async function* () {
      for (const row of prepare('SELECT by, key, hash, answer, at FROM command').iterate()) {
        yield { by: String(row['by']), key: String(row['key']), hash: String(row['hash']), answer: String(row['answer']), at: String(row['at']) }
      }
    },
    end: async () => db.close(),
  }
}
