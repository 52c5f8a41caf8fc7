// Two short sounds, made on the spot: nothing is loaded for them.

interface Tone { hertz: number, atS: number, forS: number }
const chimes = {
  notice: [{ hertz: 660, atS: 0, forS: 0.18 }],
  danger: [{ hertz: 880, atS: 0, forS: 0.22 }, { hertz: 660, atS: 0.28, forS: 0.22 }, { hertz: 880, atS: 0.56, forS: 0.3 }],
} as const satisfies Record<string, readonly Tone[]>

/** Of the loudest there is; soft enough for an office. */
const loudness = 0.15
let audio: AudioContext | null = null

const sound = ({ hertz, atS, forS }: Tone, on: AudioContext) => {
  const [tone, volume, from] = [on.createOscillator(), on.createGain(), on.currentTime + atS]
  tone.frequency.value = hertz
  volume.gain.setValueAtTime(loudness, from)
  volume.gain.exponentialRampToValueAtTime(0.001, from + forS)
  tone.connect(volume).connect(on.destination)
  tone.start(from)
  tone.stop(from + forS)
}

/** Browsers stay silent until the person has touched the page once. */
export const playChime = (which: keyof typeof chimes): void => {
  audio ??= new AudioContext()
  void audio.resume()
  for (const tone of chimes[which]) sound(tone, audio)
}
