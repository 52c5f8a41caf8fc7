// Reads what stands behind a command, as its usage has it. What is unknown, missing, doubled or too much is refused, never passed over.
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { Refusal } from '#domain/refusal.ts'

const wrong = (field: string, problem: string, message: string, value?: string) =>
  new Refusal('bad-input', `${field} ${message}`, { field, problem, ...value !== undefined && { value } })

/** Refusal of an option: `field` is the option as it is written. */
const demandOptions = (args: string[], options: ParseArgsOptionsConfig): void => {
  const seen = new Set<string>()
  const { tokens } = parseArgs({ args, options, allowPositionals: true, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    const option = Object.hasOwn(options, name) ? options[name] : undefined
    if (!option) throw wrong(rawName, 'unrecognized_keys', 'is no option here')
    if (option.type === 'boolean' && inlineValue) throw wrong(rawName, 'takes-no-value', 'takes no value')
    if (option.type === 'string' && (value === undefined || value === '' || (!inlineValue && value.startsWith('--')))) throw wrong(rawName, 'no-value', 'needs a value')
    if (seen.has(name) && !option.multiple) throw wrong(rawName, 'twice', 'is given twice')
    seen.add(name)
  }
}

/** `FILE` must be there, `[FILE]` may be, `FILE…` is any number. */
const demandNames = (given: readonly string[], names: readonly string[]): void => {
  const isMany = names.some(name => name.endsWith('…'))
  const missing = names.find((name, place) => !name.startsWith('[') && !name.endsWith('…') && !given[place]?.trim())
  if (missing !== undefined) throw wrong(missing, 'missing', 'is missing')
  const extra = given[names.length]
  if (!isMany && extra !== undefined) throw wrong(names.at(-1)?.replaceAll(/[[\]]/g, '') ?? 'COMMAND', 'too-many', `is all that is named here, not "${extra}" too`, extra)
}

/** Options and names of a command line. Refusal `bad-input {field, problem, value?}`: `field` stands in the usage (`FILE`, `--akimat`). */
export const readArguments = <const O extends ParseArgsOptionsConfig>(args: string[], names: readonly string[], options: O) => {
  demandOptions(args, options)
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true, strict: true })
  demandNames(positionals, names)
  return { positionals, values }
}

/** One of the known values, or a refusal that names them. */
export const oneOf = <T extends string>(known: readonly T[], field: string, value: string | undefined): T => {
  const found = known.find(one => one === value)
  if (found !== undefined) return found
  if (value === undefined) throw new Refusal('bad-input', `${field} is missing: one of ${known.join(' ')}`, { field, problem: 'missing', known: [...known] })
  throw new Refusal('bad-input', `${field} is one of ${known.join(' ')}, not "${value}"`, { field, problem: 'invalid_value', value, known: [...known] })
}
