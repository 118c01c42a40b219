import type { MiddlewareHandler } from 'hono';
import { NONCE, secureHeaders } from 'hono/secure-headers';

/**
 * Headers of every answer. Scripts and style elements run by nonce only; style attributes are allowed because
 * the component library sets them; nothing is loaded from or sent to other hosts. An answer that carries a policy of
 * its own (a file that somebody uploaded) keeps it.
 */
export function securityHeaders(publicUrl: string): MiddlewareHandler {
  const setCommon = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", NONCE],
      styleSrc: ["'self'", NONCE],
      styleSrcAttr: ["'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      frameSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
    xContentTypeOptions: true,
    // A promise of https binds browsers for a year; it is made only where the address is https already.
    strictTransportSecurity: publicUrl.startsWith('https:') ? 'max-age=31536000' : false,
    permissionsPolicy: {
      camera: [],
      microphone: [],
      geolocation: [],
      payment: [],
      usb: [],
      displayCapture: [],
    },
  });
  return async (c, next) => {
    let ownPolicy: string | null = null;
    await setCommon(c, async () => {
      await next();
      ownPolicy = c.res.headers.get('Content-Security-Policy');
    });
    if (ownPolicy !== null) c.res.headers.set('Content-Security-Policy', ownPolicy);
  };
}
