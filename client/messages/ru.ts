// All texts of one language as one tree: `feed.json` is found under `feed.…`.
import shared from '#domain/words/ru.json'
import { joinParts } from '#client/messages/parts.ts'

export default joinParts(import.meta.glob<object>('./ru/*.json', { eager: true, import: 'default' }), shared)
