// `npm run exam:wordpress -- [--scene interface|feed] [--kills N] [--seed S] [--fault NAME]`: the WordPress collector and the feed collector before Debian's WordPress.
import { findWordPress } from './collect/parts.ts'
import { demand, sit } from './collect/sit.ts'
import { openWordPress } from './collect/wordpress-scene.ts'

const firstPort = Number(process.env.EXAM_PORT ?? 4820)
const wordpress = demand(findWordPress())
await sit('npm run exam:wordpress', { interface: () => openWordPress(wordpress, 'interface', firstPort), feed: () => openWordPress(wordpress, 'feed', firstPort) })
