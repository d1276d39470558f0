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
export async function refuseTakenPort(config: ListenAddress, owner: LocalOwner | undefined): Promise<void> {
  try {
    await tryPort(config);
  } catch (error) {
    if (!owner || !isErrorCode(error, 'EADDRINUSE')) throw cannotListen(config, error);
    throw unavailable(
      `Port ${config.port} on ${config.host} is taken, and Aetia runs on this data already (pid ${owner.serverPid}). Stop that, or set PORT and AETIA_DATA to others.`,
      error,
    );
  }
}

/** Takes a port and gives it back; rejects with the system's error when it cannot be had. */
export function tryPort({ host, port }: ListenAddress): Promise<void> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(port, host, () => probe.close(() => done()));
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
