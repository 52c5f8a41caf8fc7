// The Kazakh texts of screens that few open and nobody first: they do not weigh on the first load.
import { joinParts } from '#client/messages/parts.ts'

export default joinParts(import.meta.glob<object>('./kk/{acts,calendar,control,erasure,journal,people,promises,retention,rules,sheet,sources,statistics,table,trail,wall}.json', { eager: true, import: 'default' }))
