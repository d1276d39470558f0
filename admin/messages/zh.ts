import { model } from '../../schema/model.ts';
import { editingZh } from './editing-zh.ts';
import { frameworkZh } from './framework-zh.ts';
import { modelZh } from './model-zh.ts';
import { panelZh } from './panel-zh.ts';
import { screensZh } from './screens-zh.ts';

/** Everything the panel says in Chinese; a test holds its keys equal to the English ones. */
export const zh = {
  ...frameworkZh,
  ...panelZh,
  ...editingZh,
  ...screensZh,
  model: modelZh(model),
};
