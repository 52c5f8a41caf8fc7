// The thread of one reader: answers questions of many rows, so that the thread of the desk goes on committing. It loads nothing else of the house.
import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import type { Answer, Question } from './sqlite-reader.ts'

const { file, timeout }: { file: string, timeout: number } = workerData
const db = new DatabaseSync(file, { readOnly: true, timeout })

/** Only texts go back: a body that is parsed here would be copied as objects, which costs more than parsing it there. */
const answer = ({ id, sql, values }: Question): Answer => {
  try {
    return { id, rows: db.prepare(sql).all(...values).map(row => String(Object.values(row)[0])) }
  } catch (error) {
    return { id, error }
  }
}

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)))
