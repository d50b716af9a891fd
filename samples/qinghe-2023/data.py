"""Invented figures of an invented city: every number, name and address here is fictional."""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "common"))
import statutory as s  # noqa: E402

ORGAN = "清河市人民政府办公室"
TITLE = "清河市人民政府办公室2023年政府信息公开工作年度报告"
DATE = "2024-01-25T08:00:00Z"
COMMENT = "Fictional sample: city, organ, figures and addresses are invented."

T2, T3, T4 = TABLES = [s.table2_2021(), s.table3(2021), s.table4()]

R = "applications.results."
# 自然人, 商业企业, 科研机构, 社会公益组织, 法律服务机构, 其他
PEOPLE = {
    "applications.carried_in": (46, 8, 1, 0, 3, 1),
    R + "granted": (868, 152, 3, 4, 31, 12),
    R + "partly_granted": (214, 37, 0, 1, 9, 2),
    R + "refused.state_secret": (3, 0, 0, 0, 1, 0),
    R + "refused.prohibited_by_law": (11, 2, 0, 0, 0, 1),
    R + "refused.three_securities_one_stability": (2, 1, 0, 0, 0, 0),
    R + "refused.third_party_rights": (36, 8, 0, 0, 2, 0),
    R + "refused.internal_affairs": (47, 5, 1, 0, 3, 1),
    R + "refused.process_information": (29, 6, 0, 0, 2, 0),
    R + "refused.enforcement_files": (22, 9, 0, 0, 4, 0),
    R + "refused.administrative_inquiry": (58, 4, 0, 1, 0, 2),
    R + "unavailable.not_held": (412, 63, 2, 1, 17, 6),
    R + "unavailable.needs_creation": (74, 12, 1, 0, 3, 0),
    R + "unavailable.still_unclear": (19, 2, 0, 0, 0, 1),
    R + "not_processed.petition": (63, 5, 0, 0, 1, 3),
    R + "not_processed.repeated": (27, 3, 0, 0, 0, 0),
    R + "not_processed.public_publication": (4, 0, 1, 0, 0, 0),
    R + "not_processed.unjustified_mass": (15, 0, 0, 0, 0, 0),
    R + "not_processed.confirm_or_reissue": (9, 1, 0, 0, 0, 0),
    R + "other.not_corrected_in_time": (21, 3, 0, 0, 1, 0),
    R + "other.fee_unpaid_in_time": (6, 0, 0, 0, 0, 0),
    R + "other.others": (118, 10, 1, 0, 5, 2),
    "applications.carried_over": (57, 11, 0, 1, 4, 0),
}
RAW = s.with_totals(2021, PEOPLE)
d = "disclosure."
RAW.update({
    d + "regulations.issued": "1", d + "regulations.repealed": "2", d + "regulations.in_force": "14",
    d + "normative_documents.issued": "38", d + "normative_documents.repealed": "21",
    d + "normative_documents.in_force": "256",
    d + "licences": "1139884", d + "penalties": "87342", d + "coercive_measures": "4218", d + "fees": "26.55",
})
for block, x in zip(s.BLOCKS, [(31, 6, 9, 4), (12, 3, 5, 7), (8, 2, 1, 3)]):
    RAW.update({f"disputes.{block}.{k}": str(v) for k, v in zip(s.OUTCOMES, x + (sum(x),))})
s.check(2021, RAW)

N = {k: s.number(v) for k, v in RAW.items()}


def total(row):
    return N[f"{row}.total"]


def group(name):
    return sum(v for k, v in N.items() if k.startswith(f"{R}{name}.") and k.endswith(".total"))


RESULTS = [("予以公开", total(R + "granted")), ("部分公开", total(R + "partly_granted")), ("不予公开", group("refused")),
           ("无法提供", group("unavailable")), ("不予处理", group("not_processed")), ("其他处理", group("other"))]
assert sum(v for _, v in RESULTS) == total(R + "total")

# The extra table: topics, kinds, items disclosed.
TOPICS = [("财政信息", [("财政预算、决算", 1264), ("政府采购", 2371)]),
          ("民生保障", [("教育", 1857), ("医疗卫生", 1420), ("社会救助", 968)]),
          ("环境与安全", [("生态环境", 2715), ("食品药品监管", 2251)])]
TOPICS_TOTAL = sum(n for _, kinds in TOPICS for _, n in kinds)

# The attachment: received, carried in, finished, carried over by unit; the last is the rest of the whole.
UNITS = [("市政府工作部门", 1046, 21, 1042, 25), ("东湖区", 512, 14, 507, 19), ("西山区", 433, 9, 429, 13),
         ("临江县", 328, 10, 328, 10)]
_whole = [total("applications.received"), total("applications.carried_in"), total(R + "total"),
          total("applications.carried_over")]
UNITS.append(("北原县", *[w - sum(u[i + 1] for u in UNITS) for i, w in enumerate(_whole)]))
UNITS_TOTAL = ("合计", *_whole)
for u in UNITS:
    assert min(u[1:]) >= 0 and u[1] + u[2] == u[3] + u[4], u
