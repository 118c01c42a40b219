import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { cssVariables, theme } from '#src/ui/theme.ts';

/** Theme and style nonce for everything below; put once around the site. */
export function UiProvider({
  nonce,
  colorScheme,
  children,
}: {
  nonce: string;
  colorScheme: 'light' | 'dark' | 'auto';
  children: ReactNode;
}) {
  const manager = useMemo(() => cookieManager(colorScheme), [colorScheme]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme={colorScheme}
      colorSchemeManager={manager}
      getStyleNonce={() => nonce}
      deduplicateInlineStyles
    >
      {children}
    </MantineProvider>
  );
}

/** The scheme lives in a cookie that the server reads; the library must not keep a second opinion in the browser. */
function cookieManager(scheme: 'light' | 'dark' | 'auto'): MantineColorSchemeManager {
  return { get: () => scheme, set() {}, subscribe() {}, unsubscribe() {}, clear() {} };
}
