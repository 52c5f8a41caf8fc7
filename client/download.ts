// Takes a file that the desk makes: refused in words like any other answer, saved under the name that the desk gives it.
import type { CallOf } from '#domain/contract.ts'
import type { EndpointName } from '#domain/paths.ts'
import { callFile } from '#client/api.ts'

/** Throws `Problem`. */
export const download = async <N extends EndpointName>(name: N, input: CallOf<N>): Promise<void> => {
  const { file, fileName } = await callFile(name, input)
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  URL.revokeObjectURL(address)
}
