"""Writes draft.docx: the report as a clerk would have typed it, without heading styles."""
from data import COMMENT, DATE, HERE, ORGAN, RAW, T2, T3, T4, TABLES, TITLE, s
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

doc = Document()
s.properties(doc, TITLE, ORGAN, DATE, COMMENT)
s.a4(doc.sections[0])


def para(text="", font="仿宋", size=16, bold=None, align=None, indent=True, typed=""):
    """`typed` is what the clerk typed in place of an indent."""
    p = doc.add_paragraph()
    f = p.paragraph_format
    f.space_before = f.space_after = Pt(0)
    f.line_spacing = Pt(28)
    if align:
        p.alignment = align
    if indent and not typed:
        f.first_line_indent = Pt(2 * size)
    if text:
        s.set_font(p.add_run(typed + text), font, size, bold)
    return p


def heading(text, typed=""):
    return para(text, "黑体", 16, typed=typed)


para(TITLE, "宋体", 22, True, WD_ALIGN_PARAGRAPH.CENTER, indent=False)
para(indent=False)
para("2021年，株洲市生态环境局渌口分局政务公开和政府网站工作认真贯彻《中华人民共和国政府信息公开条例》，严格按照上级有关要求，切实加强组织领导，建立健全工作机制，依法推进政府信息公开，着力打造服务型机关，较好地完成了政府信息公开各项工作，强化政务管理与服务，做到计划缜密、制度规范、措施得力、落实到位，有效促进了环保各项工作的顺利进行。")
heading("一、政务公开和政府网站工作开展情况", typed="    ")


def mixed(head, rest, typed=""):
    """A paragraph that opens with a bold lead-in."""
    p = para(typed=typed)
    if typed:
        p.paragraph_format.first_line_indent = None
    s.set_font(p.add_run(typed + head), "仿宋", 16, True)
    s.set_font(p.add_run(rest), "仿宋", 16)


mixed("（一）严格落实责任，依法履行公开义务。", "局党组十分重视政务公开工作，切实加强领导，细化局机关各部门责任考核目标，做到常议常抓。指定责任心强、综合素质优秀的政务信息员专门负责政务信息整合、网络信息管理等有关工作。明确局办公室作为政务信息公开的职能部门，全面协调处理日常事务。建立了“主要行政领导统管、部门负责人督办、具体责任人执行、信息复核反馈”和“信息发布审查、保密条例复核、政务信息员发布、过错责任追究”的“双四级”工作机制。", typed="　　")
mixed("（二）规范目录编制，方便群众获取信息。", "按照区政府办政府信息公开基本目录和技术标准，全面优化政府信息公开质量，提升政府信息公开规范化水平，完善搜索功能。实现政府门户网站和政府信息公开网数据交换，区生态环境局信息网的绝大部分信息可在渌口区政府门户网站直接查阅。围绕权力运行流程、部门预决算、专项资金的使用等重点工作，及时发布区生态环境局权力清单和责任清单等内容，规范信息公开目录和指南编制。")
mixed("（三）突出重点工作，深化公开内容。", "按照《国务院办公厅关于印发当前政府信息公开重点工作安排的通知》要求，规范和深化重点领域信息的主动公开，努力提高公开实效。")
para("1.财政预决算和“三公”经费情况。按照中央八项规定及相关文件要求，区生态环境局全面开展财政预决算信息公开工作，严格公开范围、内容、格式、口径和时间，进行及时公开")
para("2.在全面完成行政权力清单和责任清单清理工作基础上，通过区生态环境局门户网、区政府信息公开网等向社会公布行政权力清单，并及时更新发布行政权力运行结果信息，加强权力运行监督。")
para("3.积极发布公开信息。2021年发布局网站政务公开信息“工作动态”50条，“通知公告”122条，对各类政府信息，依照公众关注情况，梳理、整合成相关专题，在区生态环境局网站和区政府信息公开网采取专题栏目展现，使政府信息传播可视、可读、 可感，力求“公得开、看得懂、用得上”。对涉及政务活动的重要舆情和群众关注的社会热点问题，积极回应，及时通过政府网站发布权威信息，讲清楚，说明白，力求及时解决群众困难，让群众满意。", typed="    ")
heading("二、主动公开政府信息情况")
para("今年来，区生态环境局认真落实党中央、国务院关于全面推进政务公开的决策部署和政务公开建设要求，围绕权力运行全流程、政务服务全过程，立足环保工作实际，积极推进基层政务公开标准化规范化，全面提升基层政务公开和政务服务水平，推进局机关政府信息公开工作。一是积极配合区政府办做好部门门户网站建设和日常管理维护，及时准确发布工作动态、通知公告和政策文件等信息，主动公开机构职能和领导班子成员分工；二是主动配合区委区政府做好政府信息公开网，部门门户网站后台信息发布、网上办事系统改版升级与维护等工作，积极对数据迁移及功能模块完善中存在的问题，提出建议。按照省、市、区有关要求，区生态环境局进一步完善网站管理，经过层层审核。", typed="　　")
para(indent=False)
heading("三、因政府信息公开咨询投诉、申请行政复议、提起行政诉讼的情况")
para("2021年度无针对本部门有关政府信息公开事务的行政复议、诉讼、申诉案例。")
para(indent=False)
para("四、下一步政务公开和政府网站工作改进措施", "仿宋", 16, True)
para("在政务公开的全面性、有效性和特色性方面，区生态环境局仍存在许多不足，一是要将继续切实强化政务公开工作制度建设，采取有效措施，不断规范工作程序，创新工作方式，使政务公开工作在制度化、规范化方面有新的突破。二是建立培训工作机制，组织信息公开工作人员积极参加区政府政务公开和网站管理办组织的专业培训，提高信息员的政策把握、解疑释惑和回应引导能力，努力提升信息员的综合信息的处置能力。", typed="   ")
heading("五、其他需要报告的事项")
para("2021年未向申请人收取信息处理费。", typed="    ")
heading("六、主动公开政府信息情况")
s.docx_table(doc, T2, RAW, [39, 39, 39, 39])
para(indent=False)
heading("七、收到和处理政府信息公开申请情况")
s.docx_table(doc, T3, RAW, [9, 17, 44, 12, 12, 12, 13, 13, 12, 12], size=9,
             notes={"（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"})
para(indent=False)
heading("八、政府信息公开行政复议、行政诉讼情况")
s.docx_table(doc, T4, RAW, [10.4] * 15, size=9)
para(indent=False)
para(indent=False)
para(ORGAN, align=WD_ALIGN_PARAGRAPH.RIGHT, indent=False)
para("2022年2月15日", indent=False, typed=" " * 44)

out = HERE / "draft.docx"
doc.save(out)
s.normalise(out, DATE)
s.write_key(HERE.parent / "expected" / "lukou-2021.tsv", TABLES, RAW)
