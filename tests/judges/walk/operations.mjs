// Every operation of the document, executed from the example that the page shows, in the order of order.json.
import { readFile } from 'node:fs/promises';
import { Desk, inOneLine } from './desk.mjs';

// Nobody executes more at one page; it keeps every answer, and all of them would not fit into a tab.
const OF_A_PAGE = 40;
const PLACEHOLDER = /\{(\w+)\.([\w.]+)\}/g;

/** Walks through all operations: what to say, and the failures. */
export async function walkOperations(browser, address, operations) {
  const order = JSON.parse(await readFile(new URL('order.json', import.meta.url), 'utf8'));
  const known = order.filter(({ operationId }) => operations.has(operationId));
  const { failed, faults } = await executeAll(() => Desk.at(browser, address, operations), known);
  return {
    said: [`${known.length - failed.length} of ${operations.size} operations`, ...exceptionsOf(known)],
    failures: [...differences(order, operations), ...failed, ...faults],
  };
}

/** What stands only in the document or only in the order, and rows that are not as they have to be. */
function differences(order, operations) {
  const ordered = order.map(({ operationId }) => operationId);
  const missing = [...operations.keys()].filter((name) => !ordered.includes(name));
  const rows = (isWrong, fault) => order.filter(isWrong).map(({ operationId }) => `${operationId} ${fault}`);
  return [
    ...missing.map((name) => `${name} has no row in order.json`),
    ...rows(({ operationId }) => !operations.has(operationId), 'is not in the document'),
    ...rows(({ operationId }, at) => ordered.indexOf(operationId) !== at, 'has two rows'),
    ...rows(({ fill, because }) => fill && !because, 'does not say why it is filled in'),
    ...rows(({ status }) => status < 200 || status > 299, 'is expected to fail'),
  ];
}

const exceptionsOf = (order) => order.filter(({ fill }) => fill)
  .map(({ operationId, because }) => `filled in by hand: ${operationId}, because ${because}`);

async function executeAll(openDesk, order) {
  const [failed, faults, answers] = [[], [], {}];
  for (let start = 0; start < order.length; start += OF_A_PAGE) {
    const desk = await openDesk();
    for (const row of order.slice(start, start + OF_A_PAGE)) {
      const failure = await execute(desk, row, answers).catch(inOneLine);
      if (failure) failed.push(`${row.operationId} as ${row.account ?? 'nobody'}: ${failure}`);
    }
    faults.push(...desk.faults.filter((fault) => !faults.includes(fault)));
    await desk.page.close();
  }
  return { failed, faults };
}

async function execute(desk, { operationId, account, status, fill }, answers) {
  await desk.signIn(account);
  const answer = await desk.execute(operationId, filled(fill, answers));
  await desk.close(operationId);
  answers[operationId] = answer.content;
  if (answer.status === status && answer.documented) return undefined;
  return `${answer.status}${answer.documented ? '' : ', undocumented'}, expected ${status}${reason(answer)}`;
}

/** `{createSession.refreshToken}` stands for that member of that operation's answer. */
function filled(fill, answers) {
  const known = (_, operation, path) =>
    path.split('.').reduce((value, member) => value?.[member], answers[operation]) ?? '';
  return fill && JSON.parse(JSON.stringify(fill).replace(PLACEHOLDER, known));
}

/** The codes and the words of a refusal. */
export function reason({ status, content }) {
  if (status < 400 || !content) return '';
  const faults = (content.errors ?? []).map(({ code, pointer, parameter }) => `${code} ${pointer ?? parameter ?? ''}`);
  return ` (${[content.code, ...faults, content.detail].filter(Boolean).join('; ')})`;
}
