// Ten things that administrators, officers and auditors come for; each is done in three executes at most.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Desk, inOneLine } from './desk.mjs';
import { reason } from './operations.mjs';

const MOST_EXECUTES = 3;
const sampleId = (end) => `01980000-0000-7000-8000-000000000${end}`;
const HOME_AFFAIRS = sampleId('101');
const RELIGIONS = sampleId('108');
const ARCHIVE = sampleId('109');
const INSPECTORATE = sampleId('103');
const OFFICE = sampleId('102');
const LAUNCHED_IN_2023 = sampleId('300');
const DECISION = sampleId('3f0');

/** Each task gets `as(account, operation, values)`, which answers what the page showed. */
const tasks = {
  async 'open the list of campaigns and read one'(as) {
    const { items } = await as('office', 'listCampaigns', { status: 'LAUNCHED', q: 'noi vu' });
    const campaign = await as('office', 'getCampaign', { id: items[0].id });
    assert.equal(campaign.code, 'PT-2023-001');
  },

  async 'import a launch document'(as, documents) {
    const body = await readFile(`${documents}/launch-2023.txt`, 'utf8');
    await as('office', 'importCampaign', { dryRun: true, body });
    const { campaign } = await as('office', 'importCampaign', { dryRun: false, body });
    assert.equal(campaign.status, 'DRAFT');
  },

  async 'add a unit'(as) {
    const body = { code: 'SNV-PC', name: 'Phòng Pháp chế', kind: 'DIVISION', openedOn: '2026-07-01' };
    const unit = await as('admin', 'createUnit', { body: { ...body, parentId: HOME_AFFAIRS } });
    assert.equal(unit.status, 'ACTIVE');
  },

  async 'rename a unit from a day on'(as) {
    const { items } = await as('admin', 'listUnits', { q: 'ban ton giao' });
    assert.equal(items[0].id, RELIGIONS);
    const body = { effectiveOn: '2026-06-01', name: 'Phòng Tôn giáo' };
    const unit = await as('admin', 'changeUnit', { id: items[0].id, body });
    assert.equal(unit.name, 'Phòng Tôn giáo');
  },

  async 'close a unit'(as) {
    const body = { action: 'CLOSE', effectiveOn: '2026-10-01', reason: 'Sắp xếp lại tổ chức' };
    await as('admin', 'transitionUnit', { id: ARCHIVE, dryRun: true, body });
    const unit = await as('admin', 'transitionUnit', { id: ARCHIVE, dryRun: false, body });
    assert.equal(unit.closedOn, '2026-10-01');
  },

  async 'reorganise: merge a unit into another'(as) {
    const body = { kind: 'MERGE', effectiveOn: '2026-10-01', documentId: DECISION, intoUnitIds: [OFFICE] };
    await as('admin', 'createSuccession', { id: INSPECTORATE, dryRun: true, body });
    await as('admin', 'createSuccession', { id: INSPECTORATE, dryRun: false, body });
    const unit = await as('admin', 'getUnit', { id: INSPECTORATE });
    assert.equal(unit.status, 'CLOSED');
  },

  async 'launch a campaign like that of an earlier year'(as) {
    const days = { startsOn: '2027-01-15', endsOn: '2027-12-31' };
    const body = { title: 'Phong trào thi đua ngành Nội vụ tỉnh Lạng Sơn năm 2027', ...days };
    const { id } = await as('office', 'copyCampaign', { id: LAUNCHED_IN_2023, body });
    const campaign = await as('leader', 'transitionCampaign', { id, body: { action: 'LAUNCH' } });
    assert.equal(campaign.status, 'LAUNCHED');
  },

  async 'amend a launched campaign by a document'(as) {
    const decision = { type: 'Quyết định', display: '21/QĐ-SNV', issuedOn: '2023-05-10' };
    const { id: documentId } = await as('office', 'createDocument', { body: decision });
    const changes = { measures: ['Giao ban thi đua hằng quý'] };
    const body = { documentId, summary: 'Bổ sung biện pháp', changes };
    await as('office', 'amendCampaign', { id: LAUNCHED_IN_2023, body });
    const { measures } = await as('office', 'getCampaign', { id: LAUNCHED_IN_2023 });
    assert.deepEqual(measures, changes.measures);
  },

  async 'find who changed what'(as) {
    const filter = { subjectId: LAUNCHED_IN_2023, action: 'CAMPAIGN_LAUNCHED' };
    const { items: [{ actorUsername, before, after }] } = await as('auditor', 'listAuditRecords', filter);
    assert.deepEqual([actorUsername, before.status, after.status], ['leader', 'DRAFT', 'LAUNCHED']);
  },

  async 'find a unit and see its history'(as) {
    const found = await as('admin', 'listUnits', { q: 'phong noi vu thanh pho', status: 'CLOSED' });
    const [{ id, closedOn }] = found.items;
    const { items: versions } = await as('admin', 'listUnitVersions', { id });
    const { items: successions } = await as('admin', 'listSuccessions', { id });
    assert.deepEqual([versions.length, successions[0].kind, successions[0].effectiveOn], [1, 'DISSOLVE', closedOn]);
  },
};

/** Does all tasks: what to say, and the failures. */
export async function doTasks(browser, address, operations, documents) {
  const said = [];
  const failures = [];
  for (const [task, act] of Object.entries(tasks)) {
    const desk = await Desk.at(browser, address, operations);
    const refusal = await act(person(desk), documents).then(() => undefined, inOneLine);
    if (refusal) failures.push(`${task}: ${refusal}`);
    if (desk.executes > MOST_EXECUTES) failures.push(`${task}: ${desk.executes} executes, ${MOST_EXECUTES} are enough`);
    failures.push(...desk.faults);
    said.push(`${desk.executes} executes: ${task}`);
    await desk.page.close();
  }
  return { said: [`${said.length} tasks`, ...said], failures };
}

const person = (desk) => async (account, operation, values) => {
  await desk.signIn(account);
  const answer = await desk.execute(operation, values);
  assert(answer.status < 300, `${operation} as ${account}: ${answer.status}${reason(answer)}`);
  return answer.content;
};
