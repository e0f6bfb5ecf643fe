import { beforeAll, describe, expect, test } from 'vitest';
import { checkApi, planCheck, readTargets, type Report, type Target } from '../src/index.js';

// Without SIGNOFF_TARGET our own mock is on trial; with it, the servers of that target file.
const targetFile = process.env['SIGNOFF_TARGET'];
const plans = await Promise.all(['fungame', 'feishu'].map((api) => planCheck(api)));

describe.each(plans)('the contract of $description.name', ({ description, cases }) => {
  let report: Report;

  beforeAll(async () => {
    const target = await targetOf(description.name);
    report = await checkApi(description.name, { strict: true, ...(target && { target }) });
  }, 300_000);

  test.each(cases)('$title', ({ title }) => {
    const result = report.cases.find((one) => one.title === title);
    const broken = report.outcome.broken.filter((cause) => cause.cases.includes(title));
    expect(broken.map(({ finding }) => `${finding.statements.join(' ')} ${finding.message}: ${finding.came}`)).toEqual(
      [],
    );
    // A real server may lack fixtures; our own mock has them all.
    if (targetFile === undefined) expect(result).toMatchObject({ outcome: 'tried' });
  });
});

async function targetOf(api: string): Promise<Target | undefined> {
  return targetFile === undefined ? undefined : (await readTargets(targetFile, process.env))[api];
}
