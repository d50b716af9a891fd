"""LibreOffice with its own hands: tracked changes accepted or rejected as its menu does."""

import pathlib
import subprocess
import sys

from tally import run

# Run by the Python that LibreOffice's bindings are made for.
SCRIPT = '''
import pathlib, sys, time, uno
from com.sun.star.beans import PropertyValue
def value(name, it):
    property = PropertyValue(); property.Name, property.Value = name, it; return property
pipe, source, target, command = sys.argv[1:5]
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(300):
    try:
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"); break
    except Exception:
        time.sleep(0.1)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
document = desktop.loadComponentFromURL(pathlib.Path(source).as_uri(), "_blank", 0, (value("Hidden", True),))
dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
document.storeToURL(pathlib.Path(target).as_uri(), (value("FilterName", "MS Word 2007 XML"),))
document.close(True)
print("written", flush=True)
try:
    desktop.terminate()
except Exception:
    pass
'''


def settled(path, accepts, work):
    """A copy of a Word file in which LibreOffice has accepted or rejected every change."""
    path = pathlib.Path(path)
    target = pathlib.Path(work) / f"{path.stem}-{'accepted' if accepts else 'rejected'}.docx"
    pipe = f"nianbao-{path.stem}-{accepts}"
    profile = (pathlib.Path(work) / "profile").as_uri()
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        command = ".uno:AcceptAllTrackedChanges" if accepts else ".uno:RejectAllTrackedChanges"
        # The bindings may crash when the program they speak to ends.
        said = run("/usr/bin/python3", "-c", SCRIPT, pipe, path, target, command, status=(0, -11))
        if said != b"written\n":
            raise RuntimeError(f"{target}: not written")
        office.wait(60)
    finally:
        office.kill()
    return target


if __name__ == "__main__":
    print(settled(sys.argv[1], sys.argv[2] == "accept", sys.argv[3]))
