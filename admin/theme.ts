import { defaultDarkTheme, defaultLightTheme, type RaThemeOptions } from 'react-admin';

type Palette = NonNullable<RaThemeOptions['palette']>;

/** The panel by day. Text colours keep a contrast of 4.5 to 1 on every surface they are used on. */
export const lightTheme = themeOf(defaultLightTheme as RaThemeOptions, {
  mode: 'light',
  primary: { main: '#0d6e66' },
  secondary: { main: '#0b5f59' },
  background: { default: '#f6f7f7', paper: '#ffffff' },
  text: { primary: '#17211f', secondary: '#4a5a57' },
  error: { main: '#b3261e' },
  warning: { main: '#8a4b00' },
  success: { main: '#1c6b3a' },
  info: { main: '#1d5fa8' },
});

/** The panel by night. */
export const darkTheme = themeOf(defaultDarkTheme as RaThemeOptions, {
  mode: 'dark',
  primary: { main: '#5eead4' },
  secondary: { main: '#99f6e4' },
  background: { default: '#101615', paper: '#18201f' },
  text: { primary: '#e7eeec', secondary: '#b3c1be' },
  error: { main: '#ff9d94' },
  warning: { main: '#f5bd6f' },
  success: { main: '#86d9a3' },
  info: { main: '#90c2f9' },
});

function themeOf(base: RaThemeOptions, palette: Palette): RaThemeOptions {
  return {
    ...base,
    palette,
    typography: { fontFamily: 'system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif', fontSize: 13.5 },
    shape: { borderRadius: 6 },
    components: {
      ...base.components,
      MuiButton: { styleOverrides: { root: { textTransform: 'none' } } },
      MuiTab: { styleOverrides: { root: { textTransform: 'none', minHeight: 40 } } },
      // Heads keep to one line; a table that is wider than the window is moved inside its own frame.
      MuiTableCell: {
        ...base.components?.MuiTableCell,
        styleOverrides: { ...base.components?.MuiTableCell?.styleOverrides, head: { whiteSpace: 'nowrap' } },
      },
      MuiTooltip: { defaultProps: { enterDelay: 400 } },
    },
  };
}
