"""Writes notice.docx: a short notice that is no annual report, though it speaks of one. All of it is invented."""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "common"))
import statutory as s  # noqa: E402
from docx import Document  # noqa: E402
from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: E402
from docx.shared import Pt  # noqa: E402

DATE = "2024-05-08T08:00:00Z"
TITLE = "关于举办2024年政务公开工作业务培训的通知"
doc = Document()
s.properties(doc, TITLE, "清河市人民政府办公室", DATE, "Fictional sample: organ, persons and places are invented.")
s.a4(doc.sections[0])


def para(text="", font="仿宋", size=16, bold=None, align=None, indent=True):
    p = doc.add_paragraph()
    f = p.paragraph_format
    f.space_before = f.space_after = Pt(0)
    f.line_spacing = Pt(28)
    p.alignment = align
    if indent:
        f.first_line_indent = Pt(2 * size)
    if text:
        s.set_font(p.add_run(text), font, size, bold)


para(TITLE, "宋体", 22, True, WD_ALIGN_PARAGRAPH.CENTER, indent=False)
para(indent=False)
para("各县（区）人民政府办公室，市政府各工作部门：", indent=False)
para("为提高全市政务公开工作人员的业务能力，做好政府信息公开工作年度报告编制和依申请公开答复工作，经研究，决定举办2024年政务公开工作业务培训。现将有关事项通知如下：")
para("一、培训时间和地点", "黑体")
para("2024年5月16日全天，会期1天。地点：市政务服务中心3楼会议室。")
para("二、培训内容", "黑体")
rows = [("时间", "内容", "主讲"), ("9:00—11:30", "依申请公开答复实务", "李明"), ("14:30—16:00", "政策解读与回应", "王芳"),
        ("16:00—17:30", "年度报告编制要点", "张强")]
s.docx_table(doc, (4, 3, [(r, c, 1, 1, "h", t) for r, line in enumerate(rows) for c, t in enumerate(line)]), {},
             [40, 76, 40], size=12)
para("三、有关要求", "黑体")
para("请各单位选派2名业务骨干参加，并于5月13日前将参训回执发送至zwgk@qinghe.example。")
para(indent=False)
para("清河市人民政府办公室", align=WD_ALIGN_PARAGRAPH.RIGHT, indent=False)
para("2024年5月8日", align=WD_ALIGN_PARAGRAPH.RIGHT, indent=False)
doc.save(HERE / "notice.docx")
s.normalise(HERE / "notice.docx", DATE)
