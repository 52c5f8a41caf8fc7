// `npm run exam:pds -- [--scene bluesky|stream] [--kills N] [--seed S] [--fault NAME]`: the Bluesky collector before a PDS and an AppView as their makers publish them, and before a stream that dies.
import { openBluesky } from './collect/bluesky-scene.ts'
import { findAtproto, findPostgres } from './collect/parts.ts'
import { demand, sit } from './collect/sit.ts'
import { openStream } from './collect/stream-scene.ts'

const firstPort = Number(process.env.EXAM_PORT ?? 4810)
await sit('npm run exam:pds', {
  bluesky: () => openBluesky(demand(findAtproto()), demand(findPostgres()), firstPort),
  stream: () => openStream(firstPort + 6),
})
