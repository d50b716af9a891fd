"""The figures of the published report of 株洲市生态环境局渌口分局 for 2021, as the web page has them."""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "common"))
import statutory as s  # noqa: E402

TITLE = "株洲市生态环境局渌口分局政府信息公开工作2021年度报告"
ORGAN = "株洲市生态环境局渌口分局"
DATE = "2022-02-15T02:44:00Z"
COMMENT = "Rebuilt from a published web page as a test sample; not the organ's own file."

# The page says 现行有效件 for 现行有效件数: a real truncated label, kept.
T2 = s.relabel(s.table2_2021(), {"现行有效件数": "现行有效件"})
T3 = s.table3(2021)
# In the block 行政复议 the page has no break inside the first heading.
T4 = s.table4(first=("结果维持", "结果\n纠正", "其他\n结果", "尚未\n审结", "总计"))
TABLES = [T2, T3, T4]

RAW = {i: "0" for g in TABLES for i in s.ids(g)}
RAW.update({"disclosure.licences": "10", "disclosure.penalties": "12", "disclosure.coercive_measures": "2"})
for row in ("applications.received", "applications.results.granted", "applications.results.total"):
    RAW.update({f"{row}.commercial_enterprise": "99", f"{row}.other": "23", f"{row}.total": "122"})
# The page's table 4 has blanks around its zeros.
for i, text in zip(s.ids(T4), [" 0", " 0", " 0", " 0", "0 ", "0 ", " 0", "0 ", "0 ", "0 ", "0 ", "0 ", " 0", "0 ", "0"]):
    RAW[i] = text

s.check(2021, RAW)
assert (len(s.ids(T2)), len(s.ids(T3)), len(s.ids(T4))) == (10, 175, 15)
