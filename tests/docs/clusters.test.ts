import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repository } from '../harness/commandLine';
import { temporaryFolder } from '../harness/cohortFixture';

// docs/slurm.md: its scripts are run with a command of that name that ends with a chosen code, its manifest is parsed.

const folder = await temporaryFolder();
const page = await readFile(path.join(repository, 'docs/slurm.md'), 'utf8');
const block = (language: string, beginning: string): string =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))]
    .map(([, text = '']) => text)
    .find(text => text.startsWith(beginning)) ?? '';

beforeAll(async () => {
  for (const name of ['timescope', 'scontrol']) {
    const file = path.join(folder, name);
    await writeFile(file, `#!/bin/sh\necho ${name} "$@"\n${name === 'timescope' ? 'exit "$CODE"' : ''}\n`);
    await chmod(file, 0o755);
  }
});

/** What a script does when the case ends with this code. */
function ended(script: string, code: number, environment: Readonly<Record<string, string>>) {
  const env = { PATH: `${folder}:/usr/bin:/bin`, CODE: String(code), ...environment };
  const { status, stdout } = spawnSync('/bin/sh', ['-c', script], { env, encoding: 'utf8' });
  return { status, said: stdout.trim().split('\n') };
}

test('the sbatch script runs the case of its number, asks again for what may pass, and gives up after five times', () => {
  const script = block('sh', '#!/bin/sh\n#SBATCH');
  const inSlurm = (code: number, restarts?: string) =>
    ended(script, code, {
      ...{ COHORT: '/shared/run-1', SLURM_ARRAY_TASK_ID: '17', SLURM_JOB_ID: '4_17' },
      ...(restarts !== undefined && { SLURM_RESTART_COUNT: restarts }),
    });
  const work = 'timescope cohort work /shared/run-1 --number 17';
  expect(inSlurm(0)).toEqual({ status: 0, said: [work] });
  expect(inSlurm(10)).toEqual({ status: 0, said: [work] });
  expect(inSlurm(20)).toEqual({ status: 20, said: [work] });
  expect(inSlurm(30)).toEqual({ status: 30, said: [work, 'scontrol requeue 4_17'] });
  expect(inSlurm(30, '4').said).toHaveLength(2);
  expect(inSlurm(30, '5')).toEqual({ status: 30, said: [work] });
});

interface Job {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: {
    readonly completionMode: string;
    readonly podFailurePolicy: {
      readonly rules: readonly {
        readonly onExitCodes: { readonly containerName: string; readonly values: number[] };
      }[];
    };
    readonly template: {
      readonly spec: {
        readonly restartPolicy: string;
        readonly containers: readonly {
          readonly name: string;
          readonly command: readonly string[];
          readonly args: readonly string[];
          readonly resources: { readonly limits: { readonly memory: string } };
          readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
        }[];
        readonly volumes: readonly { readonly name: string }[];
      };
    };
  };
}

const parsedYaml = (text: string): unknown =>
  JSON.parse(
    execFileSync('python3', ['-c', 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))'], {
      input: text,
      encoding: 'utf8',
    }),
  );

test('the Kubernetes manifest is an indexed Job whose parts fit each other; its command runs the case of its index', () => {
  const { apiVersion, kind, spec } = parsedYaml(block('yaml', 'apiVersion')) as Job;
  expect([apiVersion, kind, spec.completionMode]).toEqual(['batch/v1', 'Job', 'Indexed']);
  const { restartPolicy, containers, volumes } = spec.template.spec;
  // A policy for failed pods is allowed with this one only.
  expect(restartPolicy).toBe('Never');
  const [container] = containers;
  if (!container) throw new Error('no container');
  const [rule] = spec.podFailurePolicy.rules;
  expect(rule?.onExitCodes).toMatchObject({ containerName: container.name, values: [2, 20] });
  expect(container.volumeMounts.map(({ name }) => name)).toEqual(volumes.map(({ name }) => name));
  // Above the 3072 MB of --memory, so that our reason is written down first.
  expect(container.resources.limits.memory).toBe('4Gi');
  expect(container.command).toEqual(['/bin/sh', '-c']);
  const inPod = (code: number) => ended(container.args[0] ?? '', code, { JOB_COMPLETION_INDEX: '16' });
  const said = ['timescope cohort work /cohort --number 17'];
  for (const [code, status] of [
    [0, 0],
    [10, 0],
    [2, 2],
    [20, 20],
    [30, 30],
  ] as const)
    expect(inPod(code)).toEqual({ status, said });
});

test('a pod that is ended tells its case, which has the time to stop', async () => {
  const { spec } = parsedYaml(block('yaml', 'apiVersion')) as Job;
  const [script = ''] = spec.template.spec.containers[0]?.args ?? [];
  await writeFile(
    path.join(folder, 'timescope'),
    "#!/bin/sh\ntrap 'kill $!; echo stopped; exit 30' TERM\nsleep 0.3\necho begun\nsleep 30 &\nwait\n",
  );
  const env = { PATH: `${folder}:/usr/bin:/bin`, JOB_COMPLETION_INDEX: '0' };
  const pod = spawn('/bin/sh', ['-c', script], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  pod.stdout.on('data', chunk => {
    said += String(chunk);
    if (String(chunk).includes('begun')) pod.kill('SIGTERM');
  });
  const status = await new Promise(resolve => pod.once('exit', resolve));
  expect([said.trim().split('\n'), status]).toEqual([['begun', 'stopped'], 143]);
});
