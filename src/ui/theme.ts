import {
  createTheme,
  Input,
  NativeSelect,
  PasswordInput,
  Textarea,
  TextInput,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

/** One accent, a quiet sea blue: white on shade 6 (light) 6.2 : 1, white on shade 8 (dark) 8 : 1. */
const sea: MantineColorsTuple = [
  '#eef6fa',
  '#dcebf2',
  '#b9d8e6',
  '#8fc1d8',
  '#66a8c6',
  '#3f89ae',
  '#22678b',
  '#1e5c7d',
  '#1b5371',
  '#123b52',
];

export const theme = createTheme({
  primaryColor: 'sea',
  colors: { sea },
  fontFamily: "'Golos Text Variable', system-ui, 'Segoe UI', Roboto, sans-serif",
  headings: {
    fontFamily: "'Golos Text Variable', system-ui, 'Segoe UI', Roboto, sans-serif",
    fontWeight: '600',
  },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    // 16 px text: smaller makes phones zoom into the field.
    TextInput: TextInput.extend({ defaultProps: { size: 'md' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'md' } }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: 'md' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'md' } }),
    InputWrapper: Input.Wrapper.extend({ defaultProps: { size: 'md' } }),
  },
});

/** The library's greys and reds for secondary text miss AA; these do not (at least 4.5 : 1 on every ground we use). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#1b2126',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#4f5a64',
    '--mantine-color-placeholder': '#66717b',
    '--mantine-color-error': '#a8201a',
    '--mantine-color-anchor': '#1f5d7d',
    '--mantine-color-default-border': '#7b8791',
  },
  dark: {
    '--mantine-color-text': '#e4e8eb',
    '--mantine-color-body': '#171b1f',
    '--mantine-color-dimmed': '#a9b3bb',
    '--mantine-color-placeholder': '#98a3ab',
    '--mantine-color-error': '#ffa198',
    '--mantine-color-anchor': '#8fc1d8',
    '--mantine-color-default': '#1f252a',
    '--mantine-color-default-hover': '#2a3238',
    '--mantine-color-default-border': '#78858f',
  },
});
