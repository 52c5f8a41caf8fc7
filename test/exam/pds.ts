// `npm run exam:pds -- [--kills N] [--seed S] [--fault NAME]`: the Bluesky collector before a PDS and an AppView as their makers publish them.
import { openBluesky } from './collect/bluesky-scene.ts'
import { findAtproto, findPostgres } from './collect/parts.ts'
import { demand, sit } from './collect/sit.ts'

const firstPort = Number(process.env.EXAM_PORT ?? 4810)
const atproto = demand(findAtproto())
const postgres = demand(findPostgres())
await sit('npm run exam:pds', { bluesky: () => openBluesky(atproto, postgres, firstPort) })
