"""Makes every sample anew: python3 make_all.py"""
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
for script in ["lukou-2021/make_draft.py", "lukou-2021/make_figures.py", "qinghe-2023/make_draft.py",
               "qinghe-2023/make_figures.py", "anping-2020/make_draft.py", "plain/make_notice.py", "drafts/make_drafts.py", "make_exports.py"]:
    print(script)
    subprocess.run([sys.executable, "-B", str(HERE / script)], check=True)
