import { createServer } from 'node:net';
import type { Config } from './config.ts';
import { unavailable } from './errors.ts';
import type { LocalOwner } from './neo4j/local/local-owner.ts';
import { isErrorCode } from './system-error.ts';

type ListenAddress = Pick<Config, 'host' | 'port'>;

/**
 * Asks for the port, as before the database starts, because that takes seconds; throws UNAVAILABLE when it cannot be had. The owner is
 * whoever uses the data folder already: the likeliest to have it.
 */
export function refuseTakenPort(config: ListenAddress, owner: LocalOwner | undefined): Promise<void> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', (error) =>
      fail(
        owner && isErrorCode(error, 'EADDRINUSE')
          ? unavailable(
              `Port ${config.port} on ${config.host} is taken, and Aetia runs on this data already (pid ${owner.serverPid}). Stop that, or set PORT and AETIA_DATA to others.`,
              error,
            )
          : cannotListen(config, error),
      ),
    );
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
