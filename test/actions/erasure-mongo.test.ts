// The very scenes of erasure and retention, and of many who say the same, on a replica set.
import { afterAll, beforeAll, describe, vi } from 'vitest'
import { lacksMongod } from '../store/mongod.ts'
import { openMongoGround } from './mongo-ground.ts'
import { standOn } from './office.ts'

// Restoring the database before each scene takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describe.skipIf(lacksMongod)('on a replica set', async () => {
  let stop = async () => {}
  beforeAll(async () => {
    const ground = await openMongoGround()
    stop = ground.stop
    standOn(ground)
  })
  afterAll(async () => {
    standOn(null)
    await stop()
  })
  // Under a name of their own: what a worker has read once, it would not read again, and the scenes would be missing without a word.
  for (const scenes of ['erasure', 'erasure-request', 'retention', 'crowds']) await import(`./${scenes}.test.ts?on-a-replica-set`)
})
