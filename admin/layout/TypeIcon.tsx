import type { SvgIconProps } from '@mui/material';
import { createElement } from 'react';
import { iconOfType } from './kind-icons.ts';

/** The picture of a record type, by the type's name. */
export const TypeIcon = ({ name, ...props }: SvgIconProps & { readonly name: string }) => createElement(iconOfType(name), props);
