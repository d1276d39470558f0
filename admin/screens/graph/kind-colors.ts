/** A colour for each kind of concept, light enough to see by night and dark enough by day. */
const colors: Readonly<Record<string, { readonly light: string; readonly dark: string }>> = {
  SYMPTOM: { light: '#c2410c', dark: '#fb923c' },
  CAUSE: { light: '#b91c1c', dark: '#f87171' },
  MECHANISM: { light: '#6d28d9', dark: '#c4b5fd' },
  FOOD: { light: '#4d7c0f', dark: '#a3e635' },
  NUTRIENT: { light: '#a16207', dark: '#fde047' },
  MEDICATION: { light: '#1d4ed8', dark: '#93c5fd' },
  CARE_MEASURE: { light: '#0f766e', dark: '#5eead4' },
  RED_FLAG: { light: '#be185d', dark: '#f9a8d4' },
};

/** The colour of a kind; grey for a kind without one. */
export const colorOfKind = (kind: string, mode: 'light' | 'dark'): string =>
  colors[kind]?.[mode] ?? (mode === 'light' ? '#525252' : '#d4d4d4');
