import { useIsFetching } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useViewer } from '../providers/viewer.ts';
import { loadRecordList, loadRecordPage, screens } from '../screens/registry.ts';

/** How long nothing must be asked of the server until the page that stands has what it needs, in milliseconds. */
const quietMs = 300;

/** Loads the other pages once the first one stands, so that going to one does not wait for its code. */
export const PagePreloader = () => {
  const isQuiet = useIsFetching() === 0;
  const { can } = useViewer();
  useEffect(() => {
    if (!isQuiet) return undefined;
    let isOver = false;
    const load = async (): Promise<void> => {
      for (const next of [
        loadRecordList,
        loadRecordPage,
        ...screens.filter(({ needs }) => can.includes(needs)).map((screen) => screen.load),
      ]) {
        await idle();
        if (isOver) return;
        // A page that does not load says so when somebody goes there.
        await next().catch(() => {});
      }
    };
    const timer = setTimeout(() => void load(), quietMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isQuiet, can]);
  return null;
};

/** Resolves when the browser has nothing better to do; soon where it cannot say. */
const idle = (): Promise<void> =>
  new Promise((done) => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(() => done());
    else setTimeout(done, 50);
  });
