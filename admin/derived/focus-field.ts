import { type RefObject, useEffect } from 'react';

const fields = 'input:not([type=hidden]):not([disabled]), textarea:not([aria-hidden]):not([disabled]), [role=combobox]';

/**
 * Puts the focus on the field at a path of a form, once, when the form has come; on what is around it when there is no such field, on the
 * first field of the form for an empty path. Fields tell their place by `data-path`.
 */
export function useFocusField(form: RefObject<HTMLElement | null>, path: string | null): void {
  useEffect(() => {
    if (path === null || !form.current) return;
    const field = fieldAt(form.current, path) ?? focusableIn(form.current);
    field?.scrollIntoView({ block: 'center' });
    field?.focus({ preventScroll: true });
  }, [form, path]);
}

function fieldAt(form: HTMLElement, path: string): HTMLElement | null {
  if (path === '') return null;
  const place = form.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
  return (place && focusableIn(place)) ?? fieldAt(form, path.slice(0, Math.max(0, path.lastIndexOf('.'))));
}

/** The first field within a place, or a button where there is no field. */
const focusableIn = (place: HTMLElement): HTMLElement | null =>
  place.querySelector<HTMLElement>(fields) ?? place.querySelector<HTMLElement>('button');
