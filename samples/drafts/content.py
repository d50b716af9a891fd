"""What every draft in this folder says: one invented report of form 2021, as a list of parts."""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "common"))
import statutory as s  # noqa: E402

ORGAN = "清河市民政局"
TITLE = "清河市民政局2023年政府信息公开工作年度报告"
DATE = "2024-01-24T01:30:00Z"
COMMENT = "Invented: a test sample."

# Six numbers a row: natural persons and the five kinds of organisation.
PEOPLE = {row: [0] * 6 for row in s.rows3(2021) if not row.endswith(("results.total", "received"))}
PEOPLE.update({
    s.A + "carried_in": [1, 0, 0, 0, 0, 0],
    s.R + "granted": [11, 4, 0, 0, 2, 0],
    s.R + "partly_granted": [2, 1, 0, 0, 0, 0],
    s.R + "refused.third_party_rights": [1, 0, 0, 0, 0, 0],
    s.R + "unavailable.not_held": [3, 0, 1, 0, 0, 0],
    s.R + "other.others": [1, 0, 0, 0, 0, 0],
    s.A + "carried_over": [2, 0, 0, 0, 0, 0],
})
T2, T3, T4 = s.table2_2021(), s.table3(2021), s.table4()
RAW = s.with_totals(2021, PEOPLE)
RAW.update({i: "0" for g in (T2, T4) for i in s.ids(g)})
RAW.update({
    "disclosure.normative_documents.issued": "3", "disclosure.normative_documents.in_force": "17",
    "disclosure.licences": "126", "disclosure.penalties": "5", "disclosure.fees": "0",
    "disputes.reconsideration.upheld": "2", "disputes.reconsideration.corrected": "1", "disputes.reconsideration.total": "3",
    "disputes.litigation_direct.pending": "1", "disputes.litigation_direct.total": "1",
})
s.check(2021, RAW)
TABLES = [T2, T3, T4]

OWN_TABLE = [["渠道", "条数", "占比"], ["门户网站", "1268", "84.5%"], ["政务新媒体", "212", "14.1%"], ["其他", "21", "1.4%"]]

PARTS = [
    ("title", TITLE),
    ("p", "根据《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条规定，编制本年度报告。统计期限自2023年1月1日至12月31日。"),
    ("h1", "一、", "总体情况"),
    ("p", "2023年，清河市民政局坚持以公开促落实、强监管、优服务，全年主动公开政府信息1501条，同比增长12.6%。"),
    ("h2", "（一）", "主动公开"),
    ("p", "围绕社会救助、养老服务、殡葬管理等重点领域，全年通过门户网站发布信息1268条。"),
    ("own", OWN_TABLE),
    ("h2", "（二）", "依申请公开"),
    ("p", "全年新收政府信息公开申请27件，上年结转1件，均依法办理："),
    ("item", "1.", "规范答复文书，提高答复质量；"),
    ("item", "2.", "畅通受理渠道，方便群众申请；"),
    ("item", "3.", "健全会商机制，防范法律风险。"),
    ("h2", "（三）", "平台建设"),
    ("p", "门户网站全年访问量35.6万人次，“清河民政”公众号关注人数突破2万人。"),
    ("h1", "二、", "主动公开政府信息情况"),
    ("table", T2),
    ("h1", "三、", "收到和处理政府信息公开申请情况"),
    ("table", T3),
    ("h1", "四、", "政府信息公开行政复议、行政诉讼情况"),
    ("table", T4),
    ("h1", "五、", "存在的主要问题及改进情况"),
    ("p", "存在的主要问题：一是政策解读形式较为单一；二是基层公开力量薄弱。"),
    ("p", "改进措施：丰富解读形式，加强业务培训，全年组织培训4次、参训320人次。"),
    ("h1", "六、", "其他需要报告的事项"),
    ("p", "2023年未收取信息处理费。"),
    ("organ", ORGAN),
    ("date", "2024年1月24日"),
]
