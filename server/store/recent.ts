// What was read lately, kept parsed in the one process that writes it: every request asks for its session, its person and the tree, and a page of a ticket for its story.
import type { TrailLine } from '#domain/trail.ts'
import { frozen, parseDocument } from './document.ts'
import type { Batch, ReadSource } from './engine.ts'
import { shelfOf, type Known } from './layer.ts'
import type { Head, Noun, Nouns } from './store.ts'

/** Of each noun, so that no flood of posts pushes out the sessions. The one that was not asked for longest goes first. */
const mostOfNoun = 1000
/** UTF-16 units of a document that is kept: with the bound above a few megabytes at work, and never more than 16 for each noun. */
const longest = 8192
/** A look at more than this many at once is a walk, and is not asked again soon. */
const fewAtOnce = 20
/** Lists of so few documents are kept until one of their noun is written; this many of each noun. */
const shortList = 3
const mostLists = 1000
/** UTF-16 units: a question after many places at once is long, and seldom asked again. */
const longestQuestion = 400
/** Tickets and posts whose lines are kept, and the most lines of one: a line is some 300 bytes. */
const mostStories = 1000
const longestStory = 100

type Subject = Parameters<ReadSource['eventsOf']>[0]

/** What is committed at the moment of the question, read in one go: between the reading and the remembering nobody may write. */
export interface Committed {
  head(): Head
  /** Those that exist, as their text, in any order. */
  bodies(noun: Noun, ids: readonly string[]): string[]
  /** A stretch of a list as texts, in order; null when it is too long to be read here and now. */
  stretch(...asked: Parameters<ReadSource['stretch']>): string[] | null
  /** In order of `seq`. */
  lines(subject: Subject): TrailLine[]
}

export interface Recent extends Pick<ReadSource, 'documents' | 'stretch' | 'head' | 'eventsOf'> {
  /** What this group wrote, or may have written, is read anew. To be called before anybody hears of the commit. */
  forget(batch: Pick<Batch, 'documents' | 'lines'>): void
}

/** The one that was not asked for longest goes when there are more than `most`. */
const bounded = (shelf: Map<string, unknown>, most: number): void => {
  const [oldest] = shelf.keys()
  if (shelf.size > most && oldest !== undefined) shelf.delete(oldest)
}

const storyName = (subject: Subject): string => 'ticketId' in subject ? `ticket ${subject.ticketId}` : `post ${subject.postId}`

/** Lines of single tickets and posts, by their names. */
const keepStories = (linesOf: Committed['lines']) => {
  const stories = new Map<string, TrailLine[]>()
  return {
    of: (subject: Subject): TrailLine[] => {
      const name = storyName(subject)
      const lines = stories.get(name) ?? frozen(linesOf(subject))
      stories.delete(name)
      if (lines.length <= longestStory) stories.set(name, lines)
      bounded(stories, mostStories)
      return lines
    },
    forget: (lines: readonly TrailLine[]): void => {
      for (const { event } of lines) {
        if ('ticketId' in event && event.ticketId !== null) stories.delete(storyName({ ticketId: event.ticketId }))
        if ('postId' in event && event.postId !== null) stories.delete(storyName({ postId: event.postId }))
      }
    },
  }
}

/** Ids of short lists, by noun and question. */
const keepLists = () => {
  const lists = new Map<Noun, Map<string, string[]>>()
  const ofNoun = (noun: Noun) => {
    const known = lists.get(noun) ?? new Map<string, string[]>()
    lists.set(noun, known)
    return known
  }
  return {
    of: (noun: Noun, question: string): string[] | undefined => lists.get(noun)?.get(question),
    remember: (noun: Noun, question: string, ids: string[]): void => bounded(ofNoun(noun).set(question, ids), mostLists),
    forget: (noun: Noun): void => void lists.get(noun)?.clear(),
  }
}

/** Documents by id, with what is known not to be there: it is asked again and again of what few things have. */
const keepDocuments = (bodiesOf: Committed['bodies']) => {
  const shelves: Known['documents'] = {}
  const remember = <N extends Noun>(noun: N, id: string, document: Nouns[N] | null): void => bounded(shelfOf(shelves, noun).set(id, document), mostOfNoun)

  const take = <N extends Noun>(noun: N, body: string): Nouns[N] => {
    const document = frozen(parseDocument(noun, body))
    if (body.length > longest) shelves[noun]?.delete(document.id)
    else remember(noun, document.id, document)
    return document
  }
  const read = <N extends Noun>(noun: N, ids: readonly string[]): Nouns[N][] => {
    // Read before anything is remembered: what could not be read is not what does not exist.
    const bodies = bodiesOf(noun, ids)
    for (const id of ids) remember(noun, id, null)
    return bodies.map(body => take(noun, body))
  }
  const of = <N extends Noun>(noun: N, ids: readonly string[]): Nouns[N][] => {
    if (ids.length > fewAtOnce) return bodiesOf(noun, ids).map(body => parseDocument(noun, body))
    const shelf = shelfOf(shelves, noun)
    const known = ids.filter(id => shelf.has(id)).flatMap((id) => {
      const document = shelf.get(id) ?? null
      shelf.delete(id)
      shelf.set(id, document)
      return document ?? []
    })
    const unknown = ids.filter(id => !shelf.has(id))
    return unknown.length === 0 ? known : [...known, ...read(noun, unknown)]
  }
  return { of, take, forget: (noun: Noun, id: string): void => void shelves[noun]?.delete(id) }
}

/** Nobody but the one who says what to forget may write. `far` reads what is too long for here and now. What is given is frozen: the next one who asks gets the same. */
export const keepRecent = (committed: Committed, far: ReadSource['stretch']): Recent => {
  const [documents, stories, lists] = [keepDocuments(committed.bodies), keepStories(committed.lines), keepLists()]
  let head: Head | null = null

  const inOrder = <N extends Noun>(noun: N, ids: readonly string[]): Nouns[N][] => {
    const found = new Map(documents.of(noun, ids).map(document => [document.id, document]))
    return ids.flatMap(id => found.get(id) ?? [])
  }
  return {
    documents: async (noun, ids) => documents.of(noun, ids),
    stretch: async (noun, plan, stretch, limit) => {
      const question = JSON.stringify([plan, stretch, limit])
      const ids = lists.of(noun, question)
      if (ids) return inOrder(noun, ids)
      const bodies = committed.stretch(noun, plan, stretch, limit)
      if (bodies === null) return await far(noun, plan, stretch, limit)
      if (bodies.length > shortList || question.length > longestQuestion) return bodies.map(body => parseDocument(noun, body))
      const found = bodies.map(body => documents.take(noun, body))
      lists.remember(noun, question, found.map(({ id }) => id))
      return found
    },
    head: async () => head ??= committed.head(),
    eventsOf: async subject => stories.of(subject),
    forget: ({ documents: written, lines }) => {
      head = null
      stories.forget(lines)
      for (const { noun, id } of written) {
        documents.forget(noun, id)
        lists.forget(noun)
      }
    },
  }
}
