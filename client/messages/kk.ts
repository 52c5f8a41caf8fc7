// The texts of everyday's screens as one tree: `feed.json` is found under `feed.…`. Those of rarer screens come with them, see `kk-rare.ts`.
import shared from '#domain/words/kk.json'
import { joinParts } from '#client/messages/parts.ts'

export default joinParts(import.meta.glob<object>(['./kk/*.json', '!./kk/{acts,calendar,control,erasure,journal,people,promises,retention,rules,sheet,sources,statistics,table,trail,wall}.json'], { eager: true, import: 'default' }), shared)
