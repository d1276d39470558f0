import { logLine } from './log-line.ts';

/** Told of every error that is our mistake; in a request, with the id that its error was answered with and the field it happened at. */
export type ReportMistake = (error: unknown, at?: { readonly requestId: string; readonly path?: string | undefined }) => void;

/** One line says when and in which request, so that whoever is told the id finds it; what went wrong follows. */
export const logMistake: ReportMistake = (error, at) => {
  const where = at ? ` in request ${at.requestId}${at.path === undefined ? '' : ` at ${at.path}`}` : '';
  logLine('ERROR', `a mistake of ours${where}:`, error);
};
