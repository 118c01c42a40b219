import { createContext, useContext } from 'react';
import type { ColorScheme } from '#src/web/context.ts';

/** What the page was rendered with; the browser reads it back from the document, so both sides agree. */
export interface PageEnvironment {
  readonly nonce: string;
  readonly requestId: string;
  readonly colorScheme: ColorScheme;
}

export const PageEnvironmentContext = createContext<PageEnvironment>({
  nonce: '',
  requestId: '',
  colorScheme: 'auto',
});

export function usePageEnvironment(): PageEnvironment {
  return useContext(PageEnvironmentContext);
}

/** In the browser: the document keeps what the server put there. The nonce is hidden from markup but not from scripts. */
export function readPageEnvironment(document: Document): PageEnvironment {
  const { requestId = '', appearance } = document.documentElement.dataset;
  return {
    nonce: document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '',
    requestId,
    colorScheme: appearance === 'light' || appearance === 'dark' ? appearance : 'auto',
  };
}
