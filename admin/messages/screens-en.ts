/** Sentences of the screens that are not about editing records: queues, graph, history, accounts, import. */
export const screensEn = {
  screens: {},
};
