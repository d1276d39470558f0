import { useCallback, useEffect, useRef } from 'react';

/** The same function with each rendering, which does what the newest one would. */
export function useLatest<A extends readonly unknown[], R>(newest: (...args: A) => R): (...args: A) => R {
  const latest = useRef(newest);
  useEffect(() => {
    latest.current = newest;
  });
  return useCallback((...args) => latest.current(...args), []);
}
