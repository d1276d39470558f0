import englishMessages from 'ra-language-english';
import { model } from '../../schema/model.ts';
import { modelEn } from './model-en.ts';
import { editingEn } from './editing-en.ts';
import { panelEn } from './panel-en.ts';
import { screensEn } from './screens-en.ts';

/** Everything the panel says in English. */
export const en = {
  ...englishMessages,
  ...panelEn,
  ...editingEn,
  ...screensEn,
  model: modelEn(model),
};
