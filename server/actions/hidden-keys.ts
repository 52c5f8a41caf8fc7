// Keys of erased posts: hashed with a secret of the installation, so that a post is known again when the network shows it, and its key names nobody.
import { createHmac } from 'node:crypto'
import type { Post } from '#domain/post.ts'
import type { Tx } from '../store/store.ts'

const settingId = 'hidden-keys'

const secretOf = async (tx: Tx): Promise<string | null> => {
  const value = (await tx.get('setting', settingId))?.value
  return typeof value === 'string' ? value : null
}

const hide = (secret: string, network: string, key: string): string => `erased:${createHmac('sha256', secret).update(JSON.stringify([network, key])).digest('hex')}`

/** Was everything of it erased, to the last? */
export const isForgotten = ({ key, erasedAt }: Post): boolean => erasedAt !== undefined && /^erased:[0-9a-f]{64}$/.test(key)

/** Finds erased posts of one network by the key that the network gives. Asks nothing while none was ever erased here. */
export const hiddenKeys = async (tx: Tx, network: string): Promise<(key: string) => Promise<Post | undefined>> => {
  const secret = await secretOf(tx)
  return async key => secret === null ? undefined : await tx.find('post', 'key', [network, hide(secret, network, key)])
}

/** The post without what still names its author: the key of the network and the author's. */
export const forgetKey = async (tx: Tx, post: Post): Promise<Post> => {
  const known = await secretOf(tx)
  const secret = known ?? `${tx.newId()}${tx.newId()}`
  if (known === null) await tx.insert('setting', { id: settingId, value: secret })
  return await tx.put('post', { ...post, key: hide(secret, post.network, post.key), authorKey: undefined })
}
