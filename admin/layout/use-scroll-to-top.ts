import { useLayoutEffect } from 'react';
import { useLocation, useNavigationType } from 'react-router';

/** Lets every page begin at its top; one that somebody goes back to is left to the browser, which knows where it stood. */
export function useScrollToTop(): void {
  const { pathname } = useLocation();
  const isBack = useNavigationType() === 'POP';
  // Before the page's own effects, so that a field it goes to stays in view.
  useLayoutEffect(() => {
    if (!isBack) window.scrollTo(0, 0);
    // oxlint-disable-next-line react/exhaustive-deps -- how somebody came matters when another page comes, not afterwards.
  }, [pathname]);
}
