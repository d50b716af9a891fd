#!/usr/bin/env python3
"""What the server does in a second, and how long a clerk waits for a page.

    cargo build --release --features server
    python3 benches/serve.py target/release/nianbao

Drafts to PDF over HTTP by `nianbao serve`, with two at once, and by two unoservers (LibreOffice listening; `unoserver` and
`soffice` where they are installed, the former for the Python that LibreOffice knows, `UNOSERVER=PYTHON`) in the same run; then
the desk: from a draft that is dropped, and from a figure that is typed, to the picture of the first page. Report only.
"""
import http.client, json, os, shutil, socket, statistics, subprocess, sys, tempfile, threading, time, uuid, xmlrpc.client
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NIANBAO = Path(sys.argv[1]).resolve()
RUNS = int(os.environ.get('NIANBAO_RUNS', 300))
DRAFTS = [ROOT / 'samples' / name / 'draft.docx' for name in ('lukou-2021', 'qinghe-2023')]
CORES = 2
# What does not answer in this time is not waited for.
socket.setdefaulttimeout(120)


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def listening(port, process, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(('127.0.0.1', port)) == 0:
                return
        time.sleep(0.1)
    sys.exit(f'nothing listens on {port}')


def in_parallel(count, clients, convert):
    """How many conversions a second that many clients get done, each with what `convert(client)` gives it."""
    left, lock, failed = list(range(count)), threading.Lock(), []

    def work(client):
        one = convert(client)
        while True:
            with lock:
                if not left:
                    return
                at = left.pop()
            try:
                assert one(DRAFTS[at % len(DRAFTS)])[:5] == b'%PDF-'
            except Exception as error:  # A client that fails is said, and the others go on.
                failed.append(repr(error))
                return

    threads = [threading.Thread(target=work, args=(client,)) for client in range(clients)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - start
    if failed:
        sys.exit(failed[0])
    return count / took


def by_nianbao():
    port = free_port()
    server = subprocess.Popen([NIANBAO, 'serve', '--listen', f'127.0.0.1:{port}', '--workers', str(CORES)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        listening(port, server)

        def convert(_):
            connection = http.client.HTTPConnection('127.0.0.1', port)

            def one(draft):
                connection.request('POST', '/v1/convert?to=pdf', body=draft.read_bytes())
                return connection.getresponse().read()
            return one

        in_parallel(20, CORES, convert)
        return in_parallel(RUNS, 2 * CORES, convert)
    finally:
        server.terminate()
        server.wait()


def by_unoserver():
    python = os.environ.get('UNOSERVER') or sys.executable
    is_there = subprocess.run([python, '-c', 'import unoserver, uno'], capture_output=True).returncode == 0
    if not is_there or not shutil.which('soffice'):
        return None
    servers, ports = [], []
    try:
        for _ in range(CORES):
            port, uno = free_port(), free_port()
            command = [python, '-m', 'unoserver.server', '--interface', '127.0.0.1', '--port', str(port), '--uno-port', str(uno)]
            # A group of its own: it starts LibreOffice, which ends with it.
            servers.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True))
            ports.append(port)
        for port, server in zip(ports, servers):
            listening(port, server)

        def convert(client):
            # As unoserver's own client asks: the file's bytes, and the format wanted.
            proxy = xmlrpc.client.ServerProxy(f'http://127.0.0.1:{ports[client % CORES]}', allow_none=True)
            return lambda draft: proxy.convert(None, xmlrpc.client.Binary(draft.read_bytes()), None, 'pdf').data

        in_parallel(4, CORES, convert)
        return in_parallel(max(20, RUNS // 6), CORES, convert)
    finally:
        # The group of each is its own and LibreOffice's, which does not always end when it is asked to.
        for server in servers:
            os.killpg(server.pid, 9)
            server.wait()


def of_the_desk():
    """Milliseconds to the picture of the first page: from the draft, and from a figure typed into it."""
    desk = subprocess.Popen([NIANBAO, 'desk', '--no-open'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        host, token = desk.stdout.readline().strip().removeprefix('http://').split('/#')
        connection = http.client.HTTPConnection(host)
        key = {'Authorization': f'Bearer {token}'}

        def ask(method, path, body=None, kind=None):
            connection.request(method, f'/desk/{path}', body=body, headers=key | ({'Content-Type': kind} if kind else {}))
            response = connection.getresponse()
            answer = response.read()
            assert response.status == 200, answer
            return answer

        def page(revision):
            ask('GET', f'pages?revision={revision}')
            return ask('GET', f'pages/1?revision={revision}&dpi=110')

        opened, typed = [], []
        for run in range(RUNS):
            draft = DRAFTS[run % len(DRAFTS)]
            mark = uuid.uuid4().hex
            head = f'--{mark}\r\nContent-Disposition: form-data; name="draft"; filename="{draft.name}"\r\n\r\n'
            form = head.encode() + draft.read_bytes() + f'\r\n--{mark}--\r\n'.encode()
            start = time.monotonic()
            view = json.loads(ask('POST', 'open', form, f'multipart/form-data; boundary={mark}'))
            page(view['revision'])
            opened.append(time.monotonic() - start)
            cell = {'id': 'disclosure.licences', 'text': str(run + 1)}
            start = time.monotonic()
            changed = json.loads(ask('POST', 'edit', json.dumps({'revision': view['revision'], 'edit': {'cell': cell}})))
            page(changed['revision'])
            typed.append(time.monotonic() - start)
        return opened, typed
    finally:
        desk.terminate()
        desk.wait()


def quantiles(times):
    ordered = sorted(1000 * time for time in times)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, round(0.99 * len(ordered)))]


nianbao = by_nianbao()
print(f'nianbao serve: {nianbao:.1f} reports/s (docx to pdf, {CORES} workers)')
uno = by_unoserver()
if uno is None:
    print('unoserver: not here')
else:
    print(f'unoserver × {CORES}: {uno:.2f} reports/s; ratio {nianbao / uno:.0f}')
for name, times in zip(('a draft dropped', 'a figure typed'), of_the_desk()):
    median, last = quantiles(times)
    print(f'{name}, to its first page: p50 {median:.0f} ms, p99 {last:.0f} ms, of {len(times)}')
