// How days are usually called in the three languages of the screen, so that nobody types it: as the shipped lists call them.

interface Names { kk: string, ru: string, en: string }

export const usualNames: Partial<Record<string, Names>> = {
  kurban: { kk: 'Құрбан айттың бірінші күні', ru: 'Первый день Курбан-айта', en: 'First day of Kurban Ait' },
  transfer: { kk: 'Демалыс күнін ауыстыру', ru: 'Перенос выходного дня', en: 'Transferred day off' },
  working: { kk: 'Жұмыс күні (демалыс күнінің ауысуы)', ru: 'Рабочий день (перенос выходного)', en: 'Working day (transferred)' },
}
