// Where the weights of a model begin: at what naive Bayes says of each feature. Features that few posts hold are then right from the start, and the fit moves the others.

/** How far weights begin at the logarithm of a feature's odds, and how many posts of no class in particular stand against what was counted. */
export interface BayesStart { worth: number, doubt: number }

/** One example: the rows it has, its class, and how much of an example it is. */
export interface Counted { rows: Int32Array, classAt: number, weight: number }

/** What each of the first `hashed` rows says of each class: how much commoner the feature is there than in all classes, as a logarithm, times `worth`. */
export const bayesOf = (examples: Counted[], hashed: number, classes: number, { worth, doubt }: BayesStart): Float32Array => {
  const counts = new Float32Array(hashed * classes)
  const ofRow = new Float32Array(hashed)
  const ofClass = new Float32Array(classes)
  let all = 0
  for (const { rows, classAt, weight } of examples) {
    for (const row of new Set(rows)) {
      if (row >= hashed) continue
      counts[row * classes + classAt] = (counts[row * classes + classAt] ?? 0) + weight
      ofRow[row] = (ofRow[row] ?? 0) + weight
    }
    ofClass[classAt] = (ofClass[classAt] ?? 0) + weight
    all += weight
  }
  return counts.map((count, cell) => {
    const share = (ofClass[cell % classes] ?? 0) / all
    return share === 0 ? 0 : worth * Math.log((count + doubt * share) / (((ofRow[Math.floor(cell / classes)] ?? 0) + doubt) * share))
  })
}
