// All texts of one language as one tree: `feed.json` is found under `feed.…`.
import shared from '#domain/words/en.json'
import { joinParts } from '#client/messages/parts.ts'

export default joinParts(import.meta.glob<object>('./en/*.json', { eager: true, import: 'default' }), shared)
