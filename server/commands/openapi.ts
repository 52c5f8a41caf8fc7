// `openapi`: the document of the API.
import { openApi } from '../http/openapi.ts'
import { say } from './say.ts'

export const openapi = (): Promise<void> => say(openApi())
