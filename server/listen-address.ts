import { createServer } from 'node:net';
import type { Config } from './config.ts';
import { unavailable } from './errors.ts';
import { isErrorCode } from './system-error.ts';

type ListenAddress = Pick<Config, 'host' | 'port'>;

/** Asks for the port, as before the database starts, because that takes seconds; throws UNAVAILABLE when it cannot be had. */
export function refuseTakenPort(config: ListenAddress): Promise<void> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', (error) => fail(cannotListen(config, error)));
    probe.listen(config.port, config.host, () => probe.close(() => done()));
  });
}

/** Says in one line why the address cannot be used. */
export function cannotListen({ host, port }: ListenAddress, error: unknown): unknown {
  if (isErrorCode(error, 'EADDRINUSE')) {
    return unavailable(`Port ${port} on ${host} is taken by another program. Stop that, or set PORT to another number.`, error);
  }
  if (isErrorCode(error, 'EACCES'))
    return unavailable(`Port ${port} needs more rights than this user has. Set PORT to 1024 or more.`, error);
  if (isErrorCode(error, 'EADDRNOTAVAIL', 'ENOTFOUND')) return unavailable(`This machine has no address ${host}. Change HOST.`, error);
  return error;
}
