// What stands beside the desk: the engine alone, writing copies of the rows that the desk wrote, and walking the same indexes by hand.
import { randomBytes } from 'node:crypto'

/** Each call that writes is one transaction with one sync; each page read is whole documents, parsed. */
export interface Bare {
  /** Pages of so many posts: post, first text, triage of each; one line a page; the head. */
  pages(pages: number, size: number): Promise<void>
  /** Registrations: ticket, evidence, command and line of each, its triage decided; head and series once. Resolves to how many, null when too few posts wait. */
  acts(acts: number): Promise<number | null>
  /** Tickets changed, one body each, with command and line; the head once. */
  changes(tickets: number): Promise<void>
  /** Fifty tickets in work of the body, newest first. Resolves to how many came. */
  queuePage(): Promise<number>
  /** Fifty waiting posts of the akimat, newest first, each with its triage. */
  feedPage(): Promise<number>
  close(): Promise<void>
}

/** Where the pages are read. */
export interface Scope { akimat: string, bodyId: string }

/** The names in one set of rows, which are others in each copy of it. */
export interface Names { postId: string, triageId: string, ticketId: string, evidenceId: string, textHash: string, key: string, number: string, commandKey: string }

let copies = 0
/** As long as the name it stands for, and growing, as the desk's own ids do. */
const grown = (name: string): string => String(copies).padStart(12, '0').slice(-name.length).padStart(name.length, '9')

export const newNames = (of: Names): Names => {
  copies += 1
  const postId = grown(of.postId)
  return {
    postId, triageId: of.triageId.replace(of.postId, postId), ticketId: grown(of.ticketId), evidenceId: grown(of.evidenceId),
    textHash: randomBytes(of.textHash.length / 2).toString('hex'), key: grown(of.key), number: grown(of.number), commandKey: grown(of.commandKey),
  }
}

/** A text of a sampled row under new names. */
export const renamed = (text: string, from: Names, to: Names): string =>
  text.replaceAll(from.postId, to.postId).replaceAll(from.ticketId, to.ticketId).replaceAll(from.evidenceId, to.evidenceId).replaceAll(from.textHash, to.textHash)
    .replaceAll(from.key, to.key).replaceAll(from.number, to.number).replaceAll(from.commandKey, to.commandKey)
