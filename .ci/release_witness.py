"""Outside witness of what is handed out: the workflow that builds it, the image, the unit and the archive.

    python3 .ci/release_witness.py ARCHIVE

The workflow can't run here: that it parses, that its steps are sound for bash and that what it names is there is what can be seen.
"""
import configparser, hashlib, re, subprocess, sys, tarfile, tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
failures, count = [], 0


def check(what, holds, found=''):
    global count
    count += 1
    if not holds:
        failures.append(what)
        print('FAILED', what, found)


def sound(script, what):
    parsed = subprocess.run(['bash', '-n'], input=script, text=True, capture_output=True)
    check(what, parsed.returncode == 0, parsed.stderr)


cargo = tomllib.loads((ROOT / 'Cargo.toml').read_text())
version = cargo['package']['version']

# The workflow.
text = (ROOT / '.github/workflows/release.yml').read_text()
workflow = yaml.safe_load(text)
# YAML 1.1 takes the key `on` for a truth value.
check('it is begun by a tag', 'tags' in workflow[True]['push'])
check('it may read and no more', workflow['permissions'] == {'contents': 'read'})
jobs = workflow['jobs']
targets = [entry['target'] for entry in jobs['build']['strategy']['matrix']['include']]
for kind in ('x86_64-unknown-linux-musl', 'aarch64-unknown-linux-musl', 'x86_64-pc-windows-msvc', 'aarch64-apple-darwin'):
    check(f'{kind} is built', kind in targets)
for name, job in jobs.items():
    for needed in [job['needs']] if isinstance(job.get('needs'), str) else job.get('needs', []):
        check(f'{name}: {needed} is a job', needed in jobs)
    for step in job['steps']:
        check(f'{name}: a step does one thing', ('uses' in step) != ('run' in step), step)
        if 'run' in step:
            # What GitHub puts in stands for a word.
            sound(re.sub(r'\$\{\{.*?\}\}', 'word', step['run']), f"{name}: {step.get('name')} is sound")
        else:
            check(f"{name}: {step['uses']} is of a version", re.fullmatch(r'actions/[a-z-]+@v\d+', step['uses']) is not None)
known = subprocess.run(['rustc', '--print', 'target-list'], capture_output=True, text=True).stdout.split()
for target in targets:
    check(f'{target} is a target of Rust', target in known)
check('programs are built with the desk and the server', '--features server' in text and 'server' in cargo['features'])
for path in re.findall(r'(?:samples|\.ci)/[\w./-]+', text):
    check(f'{path} is there', (ROOT / path).exists())

# The image and the unit.
image = (ROOT / '.ci/release/Dockerfile').read_text()
lines = [line for line in image.splitlines() if line and not line.startswith(('#', ' '))]
check('the image holds nothing but the program', lines[-1].startswith('CMD') and 'FROM scratch' in lines)
check('the image has no root', any(re.fullmatch(r'USER \d{4,}:\d{4,}', line) for line in lines))
check('the image is built as it is handed out', 'cargo build --release --locked --features server' in image)
allowed = [line[1:] for line in (ROOT / '.ci/release/Dockerfile.dockerignore').read_text().splitlines() if line.startswith('!')]
for name in allowed:
    check(f'{name} is there for the image', (ROOT / name).exists())
for named in cargo.get('example', []) + cargo.get('bench', []) + cargo.get('test', []):
    path = named.get('path', f"benches/{named['name']}.rs")
    check(f'{path} is let into the image', path.split('/')[0] in allowed)
unit = configparser.RawConfigParser(strict=False)
unit.optionxform = str
unit.read_string((ROOT / '.ci/release/nianbao.service').read_text())
check('the unit serves', ' serve --listen ' in unit['Service']['ExecStart'] and unit['Service']['DynamicUser'] == 'yes')

# The archive.
archive = Path(sys.argv[1])
said, name = Path(f'{archive}.sha256').read_text().split()
check('the sum names the archive', name == archive.name)
check('the sum is that of the archive', said == hashlib.sha256(archive.read_bytes()).hexdigest())
with tarfile.open(archive) as packed:
    entries = {entry.name: entry for entry in packed.getmembers()}
    texts = {name: packed.extractfile(entry).read() for name, entry in entries.items() if entry.size < 1 << 20}
top = archive.name.removesuffix('.tar.gz')
check('its name has the version', top.startswith(f'nianbao-{version}-'))
check('all stands in one folder', all(name.startswith(f'{top}/') for name in entries))
for file in ('nianbao', 'LICENSE', 'README.md', 'CHANGELOG.md', 'nianbao.service', 'man/nianbao.1', 'man/nianbao-desk.1', 'man/nianbao-serve.1',
             'completions/nianbao.bash', 'completions/nianbao.zsh', 'completions/nianbao.fish', 'completions/nianbao.powershell'):
    check(f'{file} is in the archive', f'{top}/{file}' in entries)
program = entries.get(f'{top}/nianbao')
check('the program may be run', program is not None and program.mode & 0o111 == 0o111)
check('nobody owns it', all(entry.uid == entry.gid == 0 and not entry.uname for entry in entries.values()))
check('names are in order', list(entries) == sorted(entries))
sound(texts.get(f'{top}/completions/nianbao.bash', b'').decode(), 'completions are sound for bash')
check('completions know the desk', b'desk' in texts.get(f'{top}/completions/nianbao.fish', b''))

print(f'{count - len(failures)} of {count} hold')
sys.exit(bool(failures))
