import type { GraphiQLProps } from 'graphiql';

type Ask = (...[question, options]: Parameters<GraphiQLProps['fetcher']>) => Promise<Record<string, unknown>>;

/** Sends a question to the API that this page came from. An answer that is no JSON, as from a proxy, becomes an error to read. */
export const askServer: Ask = async (question, options) => {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', ...options?.headers },
    body: JSON.stringify(question),
  });
  const text = await response.text();
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { errors: [{ message: `The server answered with status ${response.status} and no JSON: ${text.slice(0, 500)}` }] };
  }
};
