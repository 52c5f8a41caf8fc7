// Takes posts in, whichever way they came: collected, imported or pasted. A known key makes a version, not a second post.
import type { Clock } from '#domain/clock.ts'
import type { Sentiment } from '#domain/classification.ts'
import type { Organisation } from '#domain/organisation.ts'
import { authorKeyOf } from '#domain/erasure.ts'
import { currentVersion, type Post, type RawPost } from '#domain/post.ts'
import { dayOf, instantOf, minuteMs, toMs, type Instant } from '#domain/time.ts'
import { triageId, type Triage } from '#domain/triage.ts'
import { onDuty } from '#domain/user.ts'
import type { FirstText, Tx } from '../store/store.ts'
import { found, saltedHash, type Command } from './act.ts'
import { flagReply } from './flag-reply.ts'
import { hiddenKeys } from './hidden-keys.ts'
import { notify } from './notify.ts'
import { saidOf, textHashOf, withSaid } from './said-of-text.ts'
import { triageClock } from './terms.ts'
import { clean, type UnderstoodPost } from './understand.ts'
import type { World } from './world.ts'

export interface Batch {
  network: string
  sourceId: string
  organisationIds: (post: UnderstoodPost) => readonly string[]
  posts: UnderstoodPost[]
  /** Of the parser that read the posts; raw items are kept with it. */
  parserVersion?: number
  deleted?: string[]
  /** New posts that say they are older came late. */
  lateBefore?: Instant
}
export interface Taken {
  new: number
  edited: number
  deleted: number
  same: number
  late: number
  fresh: Record<string, number>
  tones: Record<string, Record<Sentiment, number>>
  postIds: string[]
}

const versionOf = (tx: Tx, { text, title }: RawPost, salt: string) => ({ text, title, salt, hash: saltedHash(salt, `${title ?? ''}\n${text}`), seenAt: tx.now })

const firstWithText = async (tx: Tx, textHash: string | null, postId: string): Promise<FirstText | null> => {
  if (textHash === null) return null
  const first = await tx.get('firstText', textHash)
  if (first) return first
  await tx.insert('firstText', { id: textHash, postId })
  return null
}

const keepRaw = async (tx: Tx, { sourceId, parserVersion }: Batch, postId: string, { raw: { key }, given }: UnderstoodPost, isNew: boolean): Promise<void> => {
  if (given === undefined || parserVersion === undefined) return
  const item = { sourceId, key, raw: clean(given), parserVersion, at: tx.now }
  const kept = isNew ? undefined : await tx.get('rawItem', postId)
  if (kept) await tx.put('rawItem', { ...kept, ...item })
  else await tx.insert('rawItem', { id: postId, ...item })
}

const isLate = (publishedAt: Instant | null, { lateBefore }: Batch) => publishedAt !== null && lateBefore !== undefined && publishedAt < lateBefore

const newPost = async (tx: Tx, batch: Batch, understood: UnderstoodPost): Promise<Post> => {
  const { raw, classification, textHash } = understood
  const id = tx.newId()
  await keepRaw(tx, batch, id, understood, true)
  const { key, url, author, publishedAt, editedAt, replyTo, media, place, counts } = raw
  const first = await firstWithText(tx, textHash, id)
  return tx.insert('post', {
    id, network: batch.network, key, sourceId: batch.sourceId, url, author, authorKey: authorKeyOf(raw), publishedAt, editedAt, collectedAt: tx.now, replyTo, media, place, counts,
    versions: [versionOf(tx, raw, tx.newId())], deletedAt: null,
    classification: first?.said ? withSaid(classification, first.said) : classification, duplicateOfId: first?.postId ?? null,
    ...isLate(publishedAt, batch) && { late: true as const },
  })
}

const hasSameText = (known: Post, { text, title }: RawPost) => {
  const now = currentVersion(known)
  return now?.text === text && now.title === title
}

/** Another text, or a post that is back: what was written under the old text is looked at again. What a person said of its first text holds on, unless the new text has a word of its own. */
const editedPost = async (tx: Tx, world: World, batch: Batch, known: Post, understood: UnderstoodPost): Promise<Post> => {
  const { raw, textHash } = understood
  const said = { ...await saidOf(tx, known.versions[0] ? textHashOf(world, known.versions[0]) : null), ...await saidOf(tx, textHash) }
  const classification = withSaid(understood.classification, said)
  await keepRaw(tx, batch, known.id, understood, false)
  const { editedAt, counts } = raw
  const versions = hasSameText(known, raw) ? known.versions : [...known.versions, versionOf(tx, raw, tx.newId())]
  return tx.put('post', { ...known, versions, editedAt, counts, classification, deletedAt: null })
}

/** Danger rings whoever of the press service is on duty; when nobody is, all of it and the coordinators. */
const ring = async (tx: Tx, akimat: Organisation, postId: string) => {
  const minuteOfDay = Math.floor((toMs(tx.now) - toMs(instantOf(dayOf(tx.now), 0))) / minuteMs)
  const press = (await Promise.all(akimat.members.press.map(id => tx.get('user', id)))).flatMap(user => user ?? [])
  const duty = press.filter(user => onDuty(user, minuteOfDay)).map(user => user.id)
  await notify(tx, duty.length ? duty : [...akimat.members.press, ...akimat.members.coordinator], 'danger', { organisationId: akimat.id, postId })
}

/** A post with danger words turned up at an akimat: the trail says so, and it rings. */
export const tellDanger = async (tx: Tx, akimat: Organisation, postId: string, { dueAt }: Clock) => {
  tx.append({ type: 'danger', postId, organisationId: akimat.id, dueAt })
  await ring(tx, akimat, postId)
}

/** An edit put danger into a post that waits already: it unfolds, rings, and is due sooner. */
const turnDangerous = async (tx: Tx, world: World, akimat: Organisation, known: Triage, { classification }: Post) => {
  const clock = await triageClock(tx, world, akimat.id, classification, true)
  await tx.put('triage', { ...known, danger: true, folded: false, clock })
  await tellDanger(tx, akimat, known.postId, clock)
}

/** The post turns up at one akimat: triage starts. False when it is there already, which a post made just now (`isNew`) cannot be. */
const arrive = async (tx: Tx, world: World, post: Post, organisationId: string, isNew: boolean): Promise<boolean> => {
  const id = triageId(organisationId, post.id)
  const akimat = found(await tx.get('organisation', organisationId), 'organisation')
  const { mention, kind, urgency } = post.classification
  const danger = urgency.level === 'danger'
  const known = isNew ? undefined : await tx.get('triage', id)
  if (known) {
    if (danger && !known.danger && known.state === 'new') await turnDangerous(tx, world, akimat, known, post)
    return false
  }
  const clock = await triageClock(tx, world, organisationId, post.classification, danger)
  const folded = !danger && (mention === 'none' || kind === 'advert' || kind === 'spam')
  await tx.insert('triage', {
    id, organisationId, postId: post.id, state: 'new', collectedAt: tx.now, danger, folded, clock, ticketId: null, decidedBy: null, decidedAt: null, reason: null,
  })
  if (danger) await tellDanger(tx, akimat, post.id, clock)
  return true
}

const isSame = (known: Post, { raw }: UnderstoodPost) => known.deletedAt === null && hasSameText(known, raw)

const countFresh = ({ fresh, tones }: Taken, organisationId: string, tone: Sentiment) => {
  fresh[organisationId] = (fresh[organisationId] ?? 0) + 1
  const counted = tones[organisationId] ??= { positive: 0, neutral: 0, negative: 0 }
  counted[tone] += 1
}

/** What the act starts from that takes these in. */
export const intakeStarts = (network: string, posts: readonly UnderstoodPost[], deleted: readonly string[] = []): Pick<Command, 'starts' | 'startKeys'> => ({
  starts: posts.flatMap(({ textHash }) => textHash === null ? [] : [['firstText', textHash] as const]),
  startKeys: [...posts.map(({ raw }) => raw.key), ...deleted].map(key => ['post', 'key', [network, key]] as const),
})

/** Upserts a batch by (network, key) inside a unit of work. */
export const takeIn = async (tx: Tx, world: World, batch: Batch): Promise<Taken> => {
  const taken: Taken = { new: 0, edited: 0, deleted: 0, same: 0, late: 0, fresh: {}, tones: {}, postIds: [] }
  const hidden = await hiddenKeys(tx, batch.network)
  for (const understood of batch.posts) {
    const known = await tx.find('post', 'key', [batch.network, understood.raw.key]) ?? await hidden(understood.raw.key)
    // What was erased stays erased, however often the network shows it.
    if (known?.erasedAt !== undefined) {
      taken.same += 1
      taken.postIds.push(known.id)
      continue
    }
    const fate = known ? understood.isAgain || isSame(known, understood) ? 'same' : 'edited' : 'new'
    taken[fate] += 1
    const post = known ? fate === 'same' ? known : await editedPost(tx, world, batch, known, understood) : await newPost(tx, batch, understood)
    taken.postIds.push(post.id)
    if (fate === 'new' && post.late) taken.late += 1
    for (const organisationId of batch.organisationIds(understood)) {
      if (fate === 'edited') await flagReply(tx, organisationId, post.id)
      if (await arrive(tx, world, post, organisationId, fate === 'new')) countFresh(taken, organisationId, post.classification.sentiment.label)
    }
  }
  for (const key of batch.deleted ?? []) {
    const known = await tx.find('post', 'key', [batch.network, key])
    if (!known || known.deletedAt !== null || known.erasedAt !== undefined) continue
    await tx.put('post', { ...known, deletedAt: tx.now })
    taken.deleted += 1
  }
  return taken
}
