// Where an item says it is: GeoRSS and the W3C geo vocabulary.
import { childrenOf, childText, type XmlItem, type XmlNode } from './xml.ts'

type Place = { lat: number, lon: number }

/** A point of the earth out of two numbers in text; null when it is none. */
export const placeOf = (lat: string | undefined, lon: string | undefined): Place | null => {
  const [a, b] = [Number.parseFloat(lat ?? ''), Number.parseFloat(lon ?? '')]
  // 0, 0 is what broken editors write for "nowhere".
  return Math.abs(a) <= 90 && Math.abs(b) <= 180 && (a !== 0 || b !== 0) ? { lat: a, lon: b } : null
}

const pairOf = (text: string | null): Place | null => {
  const [lat, lon] = text?.trim().split(/[\s,]+/) ?? []
  return placeOf(lat, lon)
}

const geoPair = (node: XmlNode): Place | null => placeOf(childText(node, 'geo:lat') ?? undefined, childText(node, 'geo:long', 'geo:lon') ?? undefined)

/** The point of an item; null without one, or when it lies outside the earth. */
export const pointOf = (item: XmlItem): Place | null => {
  const gml = childrenOf(item, 'georss:where').flatMap(where => childrenOf(where, 'gml:point', 'gml:Point'))
  return pairOf(childText(item, 'georss:point')) ?? geoPair(item)
    ?? childrenOf(item, 'geo:point', 'geo:Point').map(geoPair).find(place => place !== null)
    ?? gml.map(point => pairOf(childText(point, 'gml:pos'))).find(place => place !== null) ?? null
}
