// A table of another program, read before anything of it is taken in: its columns, which is what, the first posts and the lines in doubt.
import type { InputOf } from '#domain/contract-inputs.ts'
import type { ResultOf } from '#domain/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { can } from '#domain/rights.ts'
import { readTablePosts } from '../table-posts.ts'
import type { World } from '../world.ts'
import type { Viewer } from './viewer.ts'

const errorsAtMost = 200
const sampleAtMost = 5
const excerptLength = 300

/** Keeps nothing. Refusals: `no-right`; `bad-input` of the field `file` when it is no table. */
export const showTable = (world: World, viewer: Viewer, input: InputOf<'read-table'>): ResultOf<'read-table'> => {
  const akimat = viewer.organisations.get(input.organisationId)
  if (!akimat || !can(viewer, 'paste-post', akimat)) throw new Refusal('no-right', 'this person may not do this here', { act: 'paste-post' })
  const { posts, errors, ...table } = readTablePosts(input, world.now())
  const sample = posts.slice(0, sampleAtMost)
    .map(({ title, text, author, publishedAt, url }) => ({ title, text: text.slice(0, excerptLength).toWellFormed(), author: author?.name ?? null, publishedAt, url }))
  return { ...table, good: posts.length, bad: errors.length, errors: errors.slice(0, errorsAtMost), sample }
}
