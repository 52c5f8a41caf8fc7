// `source add ADDRESS`: a new place to watch, by its address or @name; `--dry-run` only looks at it and shows its last posts.
import { inputs } from '#domain/contract-inputs.ts'
import { Refusal } from '#domain/refusal.ts'
import { byMachine } from '../actions/act.ts'
import { createSource } from '../actions/create-source.ts'
import { tryPlace } from '../actions/try-source.ts'
import { checkInput } from '../http/input.ts'
import { oneOf, readArguments } from './arguments.ts'
import { healthWords } from './source-words.ts'
import { say, type Command, type Terminal } from './terminal.ts'
import { akimatBy } from './with-world.ts'

const options = { 'name': { type: 'string' }, 'akimat': { type: 'string' }, 'zone': { type: 'string' }, 'word': { type: 'string', multiple: true }, 'dry-run': { type: 'boolean' } } as const

/** What cannot be read is shown as far as it goes, and the command has failed. */
const sayTried = async (terminal: Terminal, tried: Awaited<ReturnType<typeof tryPlace>>): Promise<void> => {
  await say(terminal, tried)
  const { state, reason, detail, url } = tried
  if (state === 'error' || state === 'blocked') throw new Refusal('fetch-failed', `${url} cannot be read: ${healthWords({ reason, detail }, 'en')}`, { reason, detail })
}

export const source: Command = async (terminal, args) => {
  const { positionals: [what, address], values } = readArguments(args, ['COMMAND', 'ADDRESS'], options)
  oneOf(['add'], 'COMMAND', what)
  const input = checkInput(inputs['try-source'], { address, zone: values.zone })
  await terminal.withWorld(values['dry-run'] ? 'read' : 'write', async (world) => {
    const tried = await tryPlace(world, input, AbortSignal.timeout(60_000))
    if (values['dry-run']) return sayTried(terminal, tried)
    const akimat = await akimatBy(world, values.akimat)
    const { url, name, zone } = tried
    const wanted = checkInput(inputs['create-source'], { url, name: values.name ?? name?.slice(0, 200), organisationIds: [akimat.id], zone, words: values.word })
    return say(terminal, { ...await createSource(world, byMachine, wanted), url, network: tried.network, state: tried.state, posts: tried.found })
  })
}
