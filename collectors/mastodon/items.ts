// Read statuses as items of a page: what is not for everybody leaves nothing behind.
import type { CollectedItem } from '../page.ts'
import { rawOf } from '../raw-item.ts'
import type { ReadStatus } from './status.ts'

export const itemsOf = (read: ReadStatus[]): CollectedItem[] => read.flatMap((one): CollectedItem[] =>
  one.kind === 'post' ? [{ raw: rawOf(one.given), post: one.post }] : one.kind === 'unread' ? [{ raw: rawOf(one.given), key: one.key, problem: one.problem }] : [])
