// The endpoint table as an OpenAPI 3.1 document.
import { z } from 'zod'
import { contract, paths } from '#domain/contract.ts'
import { exportTypes } from '#domain/export-format.ts'
import { refusalCodes } from '#domain/refusal.ts'
import type { EndpointName } from '#domain/paths.ts'

type Json = Record<string, unknown>

const problem = {
  description: 'What went wrong, in the language of Accept-Language (kk, ru, en)',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object', required: ['type', 'code', 'status', 'title', 'detail', 'details', 'requestId'],
        properties: {
          type: { type: 'string' }, code: { type: 'string', enum: [...refusalCodes, 'bug'] }, status: { type: 'integer' },
          title: { type: 'string' }, detail: { type: 'string' }, details: { type: 'object' }, requestId: { type: 'string' },
        },
      },
    },
  },
}

const schemaOf = (type: z.ZodType, io: 'input' | 'output'): Json => {
  const schema: Json = { ...z.toJSONSchema(type, { io, unrepresentable: 'any' }) }
  delete schema.$schema
  return schema
}

const without = (schema: Json, names: readonly string[]): Json => {
  const properties = Object.fromEntries(Object.entries(schema.properties as Json ?? {}).filter(([name]) => !names.includes(name)))
  const required = (schema.required as string[] | undefined ?? []).filter(name => !names.includes(name))
  return { ...schema, properties, ...required.length ? { required } : { required: undefined } }
}

/** What answers with bytes, and of which types. */
const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']
const files: Partial<Record<EndpointName, readonly string[]>> = {
  'blob': ['application/octet-stream', ...pictureTypes], 'media': pictureTypes, 'export-journal': Object.values(exportTypes),
  'export-statistics': Object.values(exportTypes),
}

const header = (name: string, description: string): Json => ({ name, in: 'header', required: false, description, schema: { type: 'string' } })

const operation = (name: EndpointName): Json => {
  const [method, path] = paths[name]
  const { input, result, right } = contract[name]
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, param]) => param ?? '')
  const schema = input ? schemaOf(input, 'input') : { properties: {} }
  const properties = schema.properties as Record<string, Json>
  const rest = Object.keys(properties).filter(param => !inPath.includes(param) && param !== 'version')
  const isRead = method === 'GET'
  const required = new Set(schema.required as string[] | undefined)
  return {
    'operationId': name, 'summary': name, 'x-right': right, 'security': right === 'public' ? [] : [{ session: [] }],
    'parameters': [
      ...inPath.map(param => ({ name: param, in: 'path', required: true, schema: properties[param] ?? { type: 'string' } })),
      ...isRead ? rest.map(param => ({ name: param, in: 'query', required: required.has(param), schema: properties[param] })) : [],
      ...'version' in properties ? [header('If-Match', 'version that was seen, in quotes: "7"')] : [],
      ...isRead ? [] : [header('Idempotency-Key', 'the same key again is done once and answers the same')],
    ],
    ...!isRead && rest.length ? { requestBody: { required: true, content: { 'application/json': { schema: without(schema, [...inPath, 'version']) } } } } : {},
    'responses': {
      200: files[name]
        ? { description: 'the file', content: Object.fromEntries(files[name].map(type => [type, { schema: { type: 'string', format: 'binary' } }])) }
        : { description: 'done', content: { 'application/json': { schema: schemaOf(result, 'output') } } },
      default: problem,
    },
  }
}

export const openApi = (): Json => {
  const addresses: Record<string, Json> = {}
  for (const name of Object.keys(paths) as EndpointName[]) {
    const [method, path] = paths[name]
    const address = path.replace(/:(\w+)/g, '{$1}')
    addresses[address] = { ...addresses[address], [method.toLowerCase()]: operation(name) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Qulaq', version: '1', description: 'Social-media monitoring and triage desk for akimats. Commands come by HTTP; the socket only says what happened to whom.', license: { name: 'MIT', identifier: 'MIT' } },
    paths: addresses,
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'qulaq_session' } } },
  }
}
