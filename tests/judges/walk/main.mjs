// The walk through /docs/ in headless Chromium. Arguments: which part, the address of a fresh service, the browser's
// program, and the folder of documents.
import { measureAccessibility } from './accessibility.mjs';
import { inChromium } from './browser.mjs';
import { operationsOf } from './desk.mjs';
import { walkOperations } from './operations.mjs';
import { doTasks } from './tasks.mjs';

const parts = { operations: walkOperations, tasks: doTasks, accessibility: measureAccessibility };
const [part, address, program, documents] = process.argv.slice(2);
const document = await fetch(`${address}/api/v1/openapi.json?lang=vi`).then((answer) => answer.json());
const { said, failures } = await inChromium(program, (browser) =>
  parts[part](browser, address, operationsOf(document), documents));
for (const line of said) console.log(line);
for (const failure of failures) console.log(`FAILED: ${failure}`);
process.exitCode = failures.length ? 1 : 0;
