// `openapi`: the document of the API.
import { openApi } from '../http/openapi.ts'
import { readArguments } from './arguments.ts'
import { say, type Command } from './terminal.ts'

export const openapi: Command = async (terminal, args) => {
  readArguments(args, [], {})
  await say(terminal, openApi())
}
