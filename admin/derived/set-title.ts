import { useTranslate } from 'react-admin';
import type { NodeType } from '../../schema/language/node-type.ts';
import { useTypeTitle } from './words.ts';

/** What to call a change set that an edit opens by itself. */
export function useSetTitle(): (type: NodeType, name: string) => string {
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  return (type, name) => translate('editing.set_title', { type: titleOf(type), name: name === '' ? '…' : name });
}
