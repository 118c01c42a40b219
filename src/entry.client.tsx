import { startTransition, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { PageEnvironmentContext, readPageEnvironment } from '#src/web/environment.ts';

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <PageEnvironmentContext value={readPageEnvironment(document)}>
        <HydratedRouter />
      </PageEnvironmentContext>
    </StrictMode>,
  );
});
