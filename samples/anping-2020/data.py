"""Invented figures of an invented bureau, form 2019, typed the way careless clerks type them.

RAW is what the cells hold; VALUES is what they mean (None: no value, a gap)."""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "common"))
import statutory as s  # noqa: E402

ORGAN = "安平县自然资源局"
TITLE = "安平县自然资源局2020年政府信息公开工作年度报告"
DATE = "2021-01-20T08:00:00Z"
COMMENT = "Fictional sample: organ, text and figures are invented."

d, R = "disclosure.", "applications.results."

# Labels as typed.
_brackets = {t: t.replace("（", "(").replace("）", ")") for t in (
    "第二十条第（五）项", "第二十条第（六）项", "（一）予以公开", "（四）无法提供", "（六）其他处理")}
T2 = s.relabel(s.table2_2019(), {**_brackets, "行政许可": "行 政 许 可"})
T3 = s.relabel(s.table3(2019), {
    **_brackets, "商业\n企业": "商 业 企 业", "科研\n机构": "科 研 机 构", "社会公益组织": "社会公益 组织",
    "1.属于国家秘密": "1、属于国家秘密", "2.其他法律行政法规禁止公开": "2、其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”": "3、危及\"三安全一稳定\"", "1.信访举报投诉类申请": "1. 信访举报投诉类申请",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开(区分处理的,只计这一情形,不计其他情形)"})
T4 = s.table4(heads=("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"))
TABLES = [T2, T3, T4]
for g, n in zip(TABLES, (22, 161, 15)):
    assert len(s.ids(g)) == n

ZERO = (0,) * 6
PEOPLE = {r: ZERO for r in s.rows3(2019)}
PEOPLE.update({
    "applications.carried_in": (2, 0, 0, 0, 0, 0),
    R + "granted": (13, 2, 0, 0, 0, 0),
    R + "partly_granted": (3, 1, 0, 0, 0, 0),
    R + "refused.third_party_rights": (1, 0, 0, 0, 0, 0),
    R + "refused.administrative_inquiry": (2, 0, 0, 0, 1, 0),
    R + "unavailable.not_held": (5, 1, 0, 0, 0, 0),
    R + "unavailable.needs_creation": (1, 0, 0, 0, 0, 0),
    R + "not_processed.petition": (1, 0, 0, 0, 0, 0),
    R + "other": (2, 0, 0, 0, 0, 0),
    "applications.carried_over": (1, 1, 0, 0, 0, 0),
})
CLEAN = s.with_totals(2019, PEOPLE)
for block, x in zip(s.BLOCKS, [(1, 0, 0, 1), (0, 0, 0, 0), (1, 0, 0, 0)]):
    CLEAN.update({f"disputes.{block}.{k}": str(v) for k, v in zip(s.OUTCOMES, x + (sum(x),))})
CLEAN.update({d + k: v for k, v in {
    "regulations.made": "0", "regulations.published": "0", "regulations.published_total": "0",
    "normative_documents.made": "2", "normative_documents.published": "2", "normative_documents.published_total": "17",
    "licences.previous": "46", "licences.change": "+12", "licences.decisions": "1285",
    "other_services.previous": "31", "other_services.change": "-3", "other_services.decisions": "412",
    "penalties.previous": "58", "penalties.change": "-1", "penalties.decisions": "23",
    "coercive_measures.previous": "4", "coercive_measures.change": "0", "coercive_measures.decisions": "0",
    "fees.previous": "5", "fees.change": "0", "procurement.items": "9", "procurement.amount": "486000",
}.items()})
s.check(2019, CLEAN)

# ---- what the clerk typed instead ---------------------------------------------------------------------------
RAW, VALUES, HAZARDS = dict(CLEAN), dict(CLEAN), []


def typed(cell, raw, value, why):
    RAW[cell], VALUES[cell] = raw, value
    HAZARDS.append((cell, raw, value, why))


wide = str.maketrans("0123456789-", "０１２３４５６７８９－")
for cell in ("normative_documents.published_total", "licences.decisions", "penalties.change"):
    cell = d + cell
    typed(cell, CLEAN[cell].translate(wide), CLEAN[cell], "full-width digits" +
          (" and full-width minus sign" if "change" in cell else ""))
for cell in ("applications.received.natural_person", R + "granted.natural_person", R + "total.natural_person"):
    typed(cell, CLEAN[cell].translate(wide), CLEAN[cell], "full-width digits")
for cell in (d + "regulations.made", d + "regulations.published", d + "regulations.published_total",
             R + "refused.state_secret.natural_person", R + "refused.prohibited_by_law.commercial_enterprise",
             R + "unavailable.still_unclear.natural_person", "disputes.litigation_direct.upheld",
             "disputes.litigation_direct.corrected"):
    typed(cell, "/", None, "slash in place of 0")
for cell in (d + "coercive_measures.change", d + "fees.change"):
    typed(cell, "", None, "blank in place of 0")
for row in ("refused.state_secret", "refused.three_securities_one_stability", "not_processed.repeated"):
    for c in ("research_institution", "public_welfare_organization"):
        typed(f"{R}{row}.{c}", "", None, "blank in place of 0")
for cell in ("disputes.litigation_after_reconsideration.other", "disputes.litigation_after_reconsideration.pending"):
    typed(cell, "\u00a0", None, "a no-break space in place of 0 (a blank)")
typed(d + "normative_documents.made", " 2", "2", "space before the number")
typed(d + "procurement.amount", "486000元", "486000",
      "unit typed in the cell (the form's header names none); the number is in 元, 48.6 万元")
detail = [r for r in s.rows3(2019) if r.startswith(R) and r != R + "total"]
for row in detail:
    typed(f"{row}.total", "", None, f"总计 left blank on a detail row (the six columns add up to {CLEAN[row + '.total']})")

s.check(2019, RAW, blank_row_totals=True)

# Cells typed in two runs.
SPLIT_RUNS = {d + "other_services.decisions": ["4", "12"], "applications.results.total.total":
              list(CLEAN[R + "total.total"]), "（五）不予处理": list("（五）不予处理")}
