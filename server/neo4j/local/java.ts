import { join } from 'node:path';

/** The command for a tool of the JDK (`java`, `javac`, `jar`): from `javaHome` when given, else from the search path. */
export function javaTool(tool: 'java' | 'javac' | 'jar', javaHome: string | undefined): string {
  return javaHome ? join(javaHome, 'bin', tool) : tool;
}
