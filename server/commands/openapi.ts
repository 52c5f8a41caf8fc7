// `openapi`: the document of the API.
import { openApi } from '../http/openapi.ts'
import { say, type Command } from './terminal.ts'

export const openapi: Command = terminal => say(terminal, openApi())
