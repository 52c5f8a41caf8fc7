// An office that reads sources of a feed server on loopback: every look half an hour after the one before.
import { onTestFinished } from 'vitest'
import type { Source } from '#domain/source.ts'
import { act, byMachine } from '../../server/actions/act.ts'
import { collectSource, type Collected } from '../../server/actions/collect.ts'
import { createSource } from '../../server/actions/create-source.ts'
import { startFeedServer, type FeedServer } from '../collectors/feed-server.ts'
import { openOffice, type Office } from './office.ts'

export interface Scene {
  server: FeedServer
  office: Awaited<ReturnType<typeof openOffice>>
  /** Adds a source at a path of the server, or at an address. */
  source: (at: string, akimats?: string[]) => Promise<string>
  kept: (sourceId: string) => Promise<Source>
  /** Facts that no act of a person makes: an older parser, a time long past. */
  set: (sourceId: string, set: Partial<Source>) => Promise<null>
  poll: (sourceId: string, minutes?: number) => Promise<Collected>
}

/** `also`: further hosts that may be called. */
export const setUp = async (also: string[] = []): Promise<Scene> => {
  const server = await startFeedServer()
  onTestFinished(() => server.close())
  const office = await openOffice({ now: '2026-11-23T05:00:00.000Z', fetchAllow: [server.hostPort, ...also] })
  const source = async (at: string, akimats = ['koldi']) =>
    (await createSource(office.world, byMachine, { url: new URL(at, server.origin).href, organisationIds: akimats.map(office.place), zone: 'Asia/Almaty' })).id
  const kept = async (sourceId: string) => {
    const found = await office.world.store.read.get('source', sourceId)
    if (!found) throw new Error('no such source')
    return found
  }
  const poll = async (sourceId: string, minutes = 30) => {
    office.wait(minutes)
    return collectSource(office.world, byMachine, await kept(sourceId), AbortSignal.timeout(20_000))
  }
  const set = (sourceId: string, fields: Partial<Source>) => act(office.world, byMachine, { name: 'set-up', input: sourceId }, async (tx) => {
    const found = await tx.get('source', sourceId)
    if (found) await tx.put('source', { ...found, ...fields })
    return null
  })
  return { server, office, source, kept, set, poll }
}

export const countPosts = (office: Office, sourceId: string): Promise<number> =>
  office.world.store.read.count('post', { where: { sourceId }, order: { by: 'collectedAt', direction: 'asc' } })
