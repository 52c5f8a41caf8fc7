// Statements of SQLite, compiled once for a connection.
import type { DatabaseSync, StatementSync } from 'node:sqlite'

export type Prepare = (sql: string) => StatementSync

/** Each statement is prepared once for a connection. */
export const preparer = (db: DatabaseSync): Prepare => {
  const statements = new Map<string, StatementSync>()
  return (sql) => {
    const statement = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
}
