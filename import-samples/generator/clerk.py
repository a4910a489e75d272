#!/usr/bin/env python3
"""Writes import-samples/clerk: sheets as village clerks make them, each beside a clean twin that says the same.

    pip install openpyxl xlwt; apt-get install libreoffice-calc
    python3 import-samples/generator/clerk.py

NAME.xlsx (xls, ods, csv) is the clerk's, NAME-clean.csv or NAME-clean.xlsx the clean one; importing either into a new cooperative must hold
the same. NAME.arguments, where there is one, holds further arguments for the clerk's own, one a line. All people are made up; their
identification numbers have right check characters and an area code that does not exist.
"""
import datetime, pathlib, subprocess, tempfile

from samples import SAMPLES, Formula, Sheet, csv_text, day, fixed, id_number, id_number_ending_in_x, ods, xls, xlsx

FOLDER = SAMPLES / "clerk"


def write(name, suffix, content, clean, arguments=()):
    """`clean` is a list of rows (one CSV) or of sheets (one workbook)."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.{suffix}").write_bytes(content)
    if isinstance(clean[0], Sheet):
        (FOLDER / f"{name}-clean.xlsx").write_bytes(xlsx(clean))
    else:
        (FOLDER / f"{name}-clean.csv").write_text(csv_text(clean, end="\n"), encoding="utf-8")
    if arguments:
        (FOLDER / f"{name}.arguments").write_text("".join(argument + "\n" for argument in arguments), encoding="utf-8")


def sheet_of(name, *rows):
    sheet = Sheet(name)
    for row in rows:
        sheet.add(*row)
    return sheet


def full_width(text):
    """Letters, digits and marks as a Chinese keyboard types them."""
    return "".join("\u3000" if mark == " " else chr(ord(mark) + 0xFEE0) if "!" <= mark <= "~" else mark for mark in text)


def libreoffice(workbook, suffix="xlsx"):
    """The workbook as LibreOffice saves it: formulas with their results."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "in").mkdir()
        (folder / "in" / "book.xlsx").write_bytes(workbook)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", suffix]
        subprocess.run([*command, "--outdir", str(folder), str(folder / "in" / "book.xlsx")], check=True, capture_output=True)
        return fixed((folder / f"book.{suffix}").read_bytes())


CHEN, LI, CHEN_YONG = id_number("19491231", 2), id_number_ending_in_x("19520316"), id_number("19780605", 11)
WANG, ZHAO, LIU = id_number("19550710", 3), id_number("19571104", 28), id_number("19610102", 5)
MEMBERS = ["成员编号", "姓名", "身份证号", "户号", "与户主关系", "居民小组", "手机号", "开户银行", "银行账号"]
# Three households, six people: most samples hold these.
PEOPLE = [
    ["M001", "陈国强", CHEN, "H001", "户主", "1", "13800138000", "花溪信用社", "6228480402564890018"],
    ["M002", "李芳", LI, "H001", "配偶", "1", "", "", ""],
    ["M003", "陈勇", CHEN_YONG, "H001", "长子", "1", "13800138003", "花溪信用社", "6228480402564890034"],
    ["M004", "王建华", WANG, "H002", "户主", "2", "", "", ""],
    ["M005", "赵玉珍", ZHAO, "H002", "配偶", "2", "", "", ""],
    ["M006", "刘德明", LIU, "H003", "户主", "2", "13800138006", "", ""],
]


def short_members(*people):
    """A clean member register for samples that are about something else."""
    rows = [["成员编号", "姓名", "户号", "与户主关系"], *([number, name, "H" + number[1:], "户主"] for number, name in people)]
    return sheet_of("成员名册", *rows)


def household_register():
    """A register as it is printed: title, organisation, headings in row 4, households merged, subtotals, pages, a footnote."""
    sheet = Sheet(" 成员花名册 ")
    sheet.add("花溪社区股份经济合作社成员花名册")
    sheet.add("集体经济组织名称：某县花溪镇花溪社区股份经济合作社")
    sheet.merge("A1:N1")
    sheet.merge("A2:N2")
    sheet.add()
    headings = [None, "序号", "户序号", "户主姓名", "股东编号", "股 东 姓 名", "成员身份证号\n（18位）", "与户主关系", "所属村民小组",
                "联系电话", "账户银行", None, "银行卡号", "备注"]
    sheet.add(*headings)  # row 4; the first column and one inside are blank
    sheet.add(None, 1, "H001", "陈国强", "M001", "陈国强", "'" + CHEN, "户主", 1, 13800138000, "花溪信用社", None, "6228 4804 0256 4890 018", None)
    sheet.add(None, 2, None, None, "M002", "李　芳", LI.lower(), "妻", None, None, None, None, None, "外嫁女")
    sheet.add(None, 3, None, None, full_width("M003"), " 陈勇 ", CHEN_YONG, "长子", None, full_width("13800138003"), "花溪信用社", None,
              "'6228480402564890034", None)
    sheet.add(None, None, "小计", None, None, "3人", None, None, None, None, None, None, None, None)
    for reference in ("C5:C7", "D5:D7", "I5:I7"):
        sheet.merge(reference)
    sheet.add()
    # A new page: the headings again. Then a household whose first member in the list is the wife.
    sheet.add(*headings)
    sheet.add(None, 4, "H002", "王建华", "M005", "赵玉珍", ZHAO, "之妻", "２", None, None, None, None, None)
    sheet.add(None, 5, None, None, "M004", "王建华\t", full_width(WANG), "本人", None, None, None, None, None, None)
    for reference in ("C11:C12", "D11:D12", "I11:I12"):
        sheet.merge(reference)
    sheet.add(None, None, "小计", None, None, "2人", None, None, None, None, None, None, None, None)
    sheet.add(None, 6, "H003", "刘德明", "M006", "刘德明", LIU, "户主", 2, "138 0013 8006", None, None, None, None)
    sheet.hidden_rows.append(14)
    sheet.add(None, None, "合计", None, None, "6人", None, None, None, None, None, None, None, None)
    sheet.add()
    sheet.add("制表人：王会计", None, None, None, "审核人：李主任", None, None, None, "2008年12月31日")
    write("户籍名册", "xlsx", xlsx([sheet, Sheet("Sheet2"), Sheet("Sheet3")]), [MEMBERS, *PEOPLE])


def certificate_list():
    """股权证列表: headings over two rows with merged groups, a certificate a household; the date is given with --as-of."""
    sheet = Sheet("股权证列表")
    sheet.add("股权证列表")
    sheet.merge("A1:V1")
    sheet.add("股权证编号", "量化方式", "户主姓名", "股东", None, None, None, None, None, None, None, "股数", None, None,
              "每股股值（元）", None, "总股值（元）", None, "家庭类型", "所属村民小组", "发证单位", "证书状态")
    sheet.add(None, None, None, "人数", "姓名", "性别", "与户主关系", "居民身份证", "开户银行", "开户名称", "银行账户", "合计", "人口股", "农龄股",
              "原值", "现值", "原值", "现值", None, None, None, None)
    for column in "ABCSTUV":
        sheet.merge(f"{column}2:{column}3")
    for reference in ("D2:K2", "L2:N2", "O2:P2", "Q2:R2"):
        sheet.merge(reference)

    def member(certificate, head, count, name, sex, relation, number, account_name, account, people, years, group):
        total = people + years
        sheet.add(certificate, "按人口量化", head, count, name, sex, relation, number, "花溪信用社", account_name, account, total, people, years,
                  100, 120, total * 100, total * 120, "一般户", group, "花溪镇人民政府", "有效")

    member("GQ-001", "陈国强", 3, "陈国强", "男", "户主", CHEN, "陈国强", "6228480402564890018", 10, 2.5, "一组")
    member(None, None, None, "李芳", "女", "配偶", LI, "陈国强", "6228480402564890018", 10, 2, None)
    member(None, None, None, "陈勇", "男", "长子", CHEN_YONG, "陈勇", "6228480402564890034", 10, 0, None)
    for column in "ACDST":
        sheet.merge(f"{column}4:{column}6")
    member("GQ-002", "王建华", 2, "王建华", "男", "户主", WANG, "王建华", "6228480402564890042", 10, 3.25, "二组")
    member(None, None, None, "赵玉珍", "女", "妻", ZHAO, "王建华", "6228480402564890042", 10, 0.3 - 0.1, None)  # a float tail
    for column in "ACDST":
        sheet.merge(f"{column}7:{column}8")
    sheet.add("合计", None, None, 5, None, None, None, None, None, None, None, 57.95, 50, 7.95, None, None, 5795, 6954)

    # Nobody has a number of their own: members and households are numbered as they come.
    people = [["成员编号", "姓名", "身份证号", "户号", "与户主关系", "居民小组", "开户银行", "开户名称", "银行账号"]]
    shares = [["成员编号", "姓名", "股种", "股数", "取得日期", "取得方式", "股权证号"]]
    for number, name, id_text, household, relation, group, owner, account, certificate, by_head, by_years in [
        ("M0001", "陈国强", CHEN, "H0001", "户主", "一组", "陈国强", "6228480402564890018", "GQ-001", 10, 2.5),
        ("M0002", "李芳", LI, "H0001", "配偶", "一组", "陈国强", "6228480402564890018", "GQ-001", 10, 2),
        ("M0003", "陈勇", CHEN_YONG, "H0001", "长子", "一组", "陈勇", "6228480402564890034", "GQ-001", 10, 0),
        ("M0004", "王建华", WANG, "H0002", "户主", "二组", "王建华", "6228480402564890042", "GQ-002", 10, 3.25),
        ("M0005", "赵玉珍", ZHAO, "H0002", "配偶", "二组", "王建华", "6228480402564890042", "GQ-002", 10, 0.2),
    ]:
        people.append([number, name, id_text, household, relation, group, "花溪信用社", owner, account])
        shares.append([number, name, "人口股", by_head, day("2008-12-31"), "按人口量化", certificate])
        if by_years:  # a blank or a nought in a wide sheet brings no shares
            shares.append([number, name, "农龄股", by_years, day("2008-12-31"), "按人口量化", certificate])
    clean = [sheet_of("成员名册", *people), sheet_of("股权台账", *shares)]
    write("股权证列表", "xlsx", xlsx([sheet]), clean, ["--as-of", "2008-12-31"])


def certificate_worksheet():
    """股权证工作表: headings over three rows, households merged, sums a household beside sums a member."""
    sheet = Sheet("股权证工作表")
    sheet.add("花溪镇股权证工作表")
    sheet.add("填报单位：花溪社区股份经济合作社", None, None, None, None, None, None, None, "填报日期：2008年12月31日")
    sheet.add("乡镇", "合作社", "股权证号", "户情况", None, None, None, None, "成员情况", None, None, None, None, "股权情况", None, None, None, None, None, "入股时间")
    sheet.add(None, None, None, "户主", "性别", "民族", "身份证", "人数", "成员", None, None, None, None, "成员股", "农龄股", "合计股", "金额", "户合计股",
              "户合计金额", None)
    sheet.add(None, None, None, None, None, None, None, None, "姓名", "性别", "年龄", "关系", "身份证", None, None, None, None, None, None, None)
    for column in "ABCT":
        sheet.merge(f"{column}3:{column}5")
    for column in "DEFGHNOPQRS":
        sheet.merge(f"{column}4:{column}5")
    for reference in ("D3:H3", "I3:M3", "N3:S3", "I4:M4"):
        sheet.merge(reference)
    when = "2008年9月28日"
    sheet.add("花溪镇", "花溪社区", "GQ-001", "陈国强", "男", "汉", CHEN, 3, "陈国强", "男", 59, "户主", CHEN, 10, 2.5, 12.5, 1250, 34.5, 3450, when)
    sheet.add(None, None, None, None, None, None, None, None, "李芳", "女", 56, "妻", LI, 10, 2, 12, 1200, None, None, None)
    sheet.add(None, None, None, None, None, None, None, None, "陈勇", "男", 30, "子", CHEN_YONG, 10, None, 10, 1000, None, None, None)
    sheet.add("花溪镇", "花溪社区", "GQ-002", "王建华", "男", "苗", WANG, 1, "王建华", "男", 53, "户主", WANG, 10, 3.25, 13.25, 1325, 13.25, 1325, when)
    sheet.add("合计", None, None, None, None, None, None, 4, None, None, None, None, None, 40, 7.75, 47.75, 4775, 47.75, 4775, None)
    for column in "ABCDEFGHRST":
        sheet.merge(f"{column}6:{column}8")
    people = [["成员编号", "姓名", "身份证号", "户号", "与户主关系"]]
    shares = [["成员编号", "姓名", "股种", "股数", "取得日期", "股权证号"]]
    for number, name, id_text, household, relation, certificate, by_head, by_years in [
        ("M0001", "陈国强", CHEN, "H0001", "户主", "GQ-001", 10, 2.5), ("M0002", "李芳", LI, "H0001", "配偶", "GQ-001", 10, 2),
        ("M0003", "陈勇", CHEN_YONG, "H0001", "子", "GQ-001", 10, 0), ("M0004", "王建华", WANG, "H0002", "户主", "GQ-002", 10, 3.25),
    ]:
        people.append([number, name, id_text, household, relation])
        for share_class, count in (("成员股", by_head), ("农龄股", by_years)):
            if count:
                shares.append([number, name, share_class, count, day("2008-09-28"), certificate])
    clean = [sheet_of("成员名册", *people), sheet_of("股权台账", *shares)]
    # Two columns are headed 身份证: the one of the household is its head's, the one under 成员 the member's.
    write("股权证工作表", "xlsx", xlsx([sheet]), clean, ["--map", "身份证=户主身份证号", "--map", "成员·身份证=身份证号"])


def wide_shares():
    """A wide sheet: one column a class, subtotals a group, a total at the foot, the date in Chinese."""
    people = sheet_of("成员名册", ["成员编号", "姓名", "户号", "与户主关系", "居民小组"], ["M001", "陈国强", "H001", "户主", "一组"],
                      ["M002", "李芳", "H001", "配偶", "一组"], ["M003", "王建华", "H003", "户主", "二组"], ["M004", "刘德明", "H004", "户主", "二组"])
    sheet = Sheet("股份登记表")
    sheet.add("花溪社区股份登记表（单位：股）")
    sheet.add("序号", "组别", "成员编号", "股东姓名", "人口股", "农龄股（股）", "成员股", "股份总数", "入股时间", "股权证编号", "备注")
    sheet.add(1, "一组", "M001", "陈国强", 10, "2.5股", None, 12.5, "2008年6月30日", "GQ-001", None)
    sheet.add(2, "一组", "M002", "李 芳", "10", "1,002.25", None, "1,012.25股", "2008.6.30", "GQ-002", "含转入")
    sheet.add(None, "小计", None, None, 20, 1004.75, 0, 1024.75, None, None, None)
    sheet.add()
    sheet.add(3, "二组", "M003", "王建华", "１０", 0, 5, 15, "2008/6/30", "GQ-003", None)
    sheet.add(4, "二组", "M004", "刘德明", 10, 0.1 + 0.2, None, 10.3, 20080630, "GQ-004", None)
    sheet.add(None, "小计", None, None, 20, 0.3, 5, 25.3, None, None, None)
    sheet.add(None, "合  计", None, None, 40, 1005.05, 5, 1050.05, None, None, None)
    sheet.add("填表人：王会计", None, None, None, None, "负责人：李主任")
    rows = [["成员编号", "姓名", "股种", "股数", "取得日期", "股权证号"]]
    for number, name, share_class, count in [
        ("M001", "陈国强", "人口股", 10), ("M001", "陈国强", "农龄股", 2.5), ("M002", "李芳", "人口股", 10), ("M002", "李芳", "农龄股", 1002.25),
        ("M003", "王建华", "人口股", 10), ("M003", "王建华", "成员股", 5), ("M004", "刘德明", "人口股", 10), ("M004", "刘德明", "农龄股", 0.3),
    ]:
        rows.append([number, name, share_class, count, day("2008-06-30"), "GQ-" + number[1:]])
    write("宽表股份", "xlsx", xlsx([people, sheet]), [people, sheet_of("股权台账", *rows)])


def dates(date_1904):
    """Every way to write 28 September 2008, in a workbook that counts days from 1900 or from 1904."""
    people = short_members(("M001", "陈国强"))
    zero = datetime.date(1904, 1, 1) if date_1904 else datetime.date(1899, 12, 30)
    serial = (day("2008-09-28") - zero).days
    sheet = Sheet("资金入股台账")
    sheet.add("股东编号", "股东姓名", "出资额（元）", "出资日期", "收据编号")
    written = [
        day("2008-09-28"), "2008-9-28", "2008/9/28", "2008.9.28", "2008年9月28日", "20080928", 20080928, serial, str(serial), full_width("2008-09-28"),
        " 2008-09-28 ", "2008-09-28 00:00:00", "2008 年 9 月 28 日", "2008年09月28号", datetime.datetime(2008, 9, 28, 15, 30), "2008—9—28",
    ]
    for number, text in enumerate(written, 1):
        row = sheet.add("M001", "陈国强", 1000, text, f"S{number:02d}")
        if text == "2008/9/28":
            sheet.number_formats[f"D{row}"] = "yyyy-mm-dd"  # text in a cell that is formatted as a date
    clean = [["成员编号", "姓名", "金额", "日期", "收据号"]]
    clean += [["M001", "陈国强", 1000, day("2008-09-28"), f"S{number:02d}"] for number in range(1, len(written) + 1)]
    name = "日期写法1904" if date_1904 else "日期写法"
    write(name, "xlsx", xlsx([people, sheet], date_1904), [people, sheet_of("资金入股台账", *clean)])


def amounts():
    """Every way to write an amount or an area, in an old .xls."""
    people = short_members(("M001", "陈国强"), ("M002", "李芳"))
    contracts = sheet_of(
        "合同台账",
        ["合同编号", "合同类型", "出租方", "承租方", "开始日期", "结束日期", "计量单位"],
        ["TD-1", "土地流转", "合作社", "卫鑫置业有限公司", day("2003-01-01"), day("2022-12-31"), "亩"],
        ["SP-1", "商铺租赁", "合作社", "卫鑫置业有限公司", day("2008-01-01"), day("2013-12-31"), "㎡"],
    )
    land = Sheet("土地入股")
    land.add("土地入股登记表")
    land.add("成员编号", "姓名", "地块编号", "入股面积（亩）", "合同编号", "入股日期")
    areas = ["3.5亩", " ３．５ ", 3.5, "3.50", "3.5 亩", 3.4999999999999996, "+3.5"]
    for number, text in enumerate(areas, 1):
        land.add("M001", "陈国强", f"1-{number:03d}", text, "TD-1", day("2003-01-01"))
    land.add("合计", None, None, "24.5亩", None, None)
    shops = Sheet("商铺入股")
    shops.add("成员编号", "姓名", "铺位号", "建筑面积（m²）", "评估价值（万元）", "合同编号", "入股日期")
    shops.add("M002", "李芳", "A-12", "86.5㎡", 43.25, "SP-1", day("2008-01-01"))
    shops.add("M002", "李芳", "A-13", "86.5平方米", "43.25万元", "SP-1", day("2008-01-01"))
    shops.add("M002", "李芳", "A-14", "86.5m2", None, "SP-1", day("2008-01-01"))
    cash = Sheet("资金入股")
    cash.add("成员编号", "姓名", "金额（元）", "日期", "收据号")
    money = ["1,234,567.80元", "¥1,234,567.80", "￥ 1234567.8", "１，２３４，５６７．８０", 1234567.8, "1234567.80", " 1 234 567.80 ", "123.45678万元", "1.2345678E6"]
    for number, text in enumerate(money, 1):
        cash.add("M002", "李芳", text, day("2008-09-28"), f"S{number}")
    clean_land = [["成员编号", "姓名", "地块编号", "面积(亩)", "合同编号", "入股日期"]]
    clean_land += [["M001", "陈国强", f"1-{number:03d}", 3.5, "TD-1", day("2003-01-01")] for number in range(1, len(areas) + 1)]
    clean_shops = [["成员编号", "姓名", "商铺编号", "建筑面积(㎡)", "评估价值(元)", "合同编号", "入股日期"]]
    clean_shops += [["M002", "李芳", f"A-{number}", 86.5, value, "SP-1", day("2008-01-01")] for number, value in ((12, 432500), (13, 432500), (14, None))]
    clean_cash = [["成员编号", "姓名", "金额", "日期", "收据号"]]
    clean_cash += [["M002", "李芳", 1234567.8, day("2008-09-28"), f"S{number}"] for number in range(1, len(money) + 1)]
    clean = [people, contracts, sheet_of("土地入股台账", *clean_land), sheet_of("商铺入股台账", *clean_shops), sheet_of("资金入股台账", *clean_cash)]
    write("金额写法", "xls", xls([people, contracts, land, shops, cash]), clean)


def formulas():
    """Numbers that are results: sums across rows and at the foot, a rounded share, names joined, a date reckoned. Saved by LibreOffice."""
    people = short_members(("M001", "陈国强"), ("M002", "李芳"), ("M003", "王建华"))
    sheet = Sheet("股份登记")
    sheet.add("成员编号", "姓名", "人口股", "农龄股", "股份总数", "入股时间")
    sheet.add("M001", Formula("成员名册!B2"), 10, Formula("ROUND(7.51/3,2)"), Formula("C2+D2"), Formula("DATE(2008,6,30)"))
    sheet.add(Formula('"M"&TEXT(2,"000")'), "李芳", Formula("C2"), Formula("0.1+0.2"), Formula("SUM(C3:D3)"), Formula("F2"))
    sheet.add("M003", "王建华", 10, None, Formula("C4+D4"), Formula("F2"))
    sheet.add("合计", None, Formula("SUM(C2:C4)"), Formula("SUM(D2:D4)"), Formula("SUM(E2:E4)"), None)
    for row in (2, 3, 4):
        sheet.number_formats[f"F{row}"] = "yyyy-mm-dd"
    rows = [["成员编号", "姓名", "股种", "股数", "取得日期"]]
    for number, name, share_class, count in [
        ("M001", "陈国强", "人口股", 10), ("M001", "陈国强", "农龄股", 2.5), ("M002", "李芳", "人口股", 10), ("M002", "李芳", "农龄股", 0.3),
        ("M003", "王建华", "人口股", 10),
    ]:
        rows.append([number, name, share_class, count, day("2008-06-30")])
    write("公式表", "xlsx", libreoffice(xlsx([people, sheet])), [people, sheet_of("股权台账", *rows)])


def web_export():
    """HTML that a portal calls .xls, in GB2312, with merged cells."""
    rows = [
        f'<tr><td rowspan="3">H001</td><td rowspan=3>陈国强</td><td>M001</td><td>陈国强</td><td>&nbsp;{CHEN}</td><td>户主</td><td rowspan="3">1</td></tr>',
        f"<tr><td>M002</td><td>李&nbsp;芳</td><td style=\"mso-number-format:'\\@'\">{LI}</td><td>妻</td></tr>",
        f"<tr><td>M003</td><td>陈勇</td><td>{CHEN_YONG}</td><td>长子</td></tr>",
        f'<tr><td rowspan="2">H002</td><td rowspan="2">王建华</td><td>M004</td><td>王建华</td><td>{WANG}</td><td>户主</td><td rowspan="2">2</td></tr>',
        f"<tr><td>M005</td><td>赵玉珍</td><td>{ZHAO}</td><td>配偶</td></tr>",
        '<tr><td colspan="2">合计</td><td colspan="5">5人</td></tr>',
    ]
    headings = "".join(f"<th>{heading}</th>" for heading in ("户编号", "户主姓名", "社员编号", "社员姓名", "居民身份证号<br/>", "与户主的关系", "所属小组"))
    text = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head>'
        '<body><table border="1"><tr><td colspan="7">社员信息导出</td></tr><tr>' + headings + "</tr>" + "".join(rows) + "</table></body></html>"
    )
    clean = [["成员编号", "姓名", "身份证号", "户号", "与户主关系", "居民小组"], *(person[:6] for person in PEOPLE[:5])]
    write("网页导出", "xls", text.encode("gb2312"), clean)


def text_tables():
    """CSV as Chinese Excel, WPS and others save it."""
    rows = [MEMBERS, *PEOPLE]
    rare = [*rows, ["M007", "㛃𬭎", "", "H004", "户主", "2", "", "", ""], ["M008", "䶮雨欣", "", "H004", "女儿", "2", "", "", ""]]
    titled = [["花溪社区成员名册"] + [""] * 8, *rows, ["合计", "6人"] + [""] * 7]
    write("分号", "csv", csv_text(rows, ";").encode("gb18030"), rows)
    write("制表符", "csv", "\ufeff".encode("utf-16-le") + csv_text(rare, "\t").encode("utf-16-le"), rare)
    write("大端", "csv", "\ufeff".encode("utf-16-be") + csv_text(rare, ",").encode("utf-16-be"), rare)
    write("带BOM", "csv", b"\xef\xbb\xbf" + csv_text(titled).encode(), rows)
    write("国标码", "csv", csv_text(rare).encode("gb18030"), rare)
    # A line break inside a heading and a cell, blank lines between, cells in quotes.
    quoted = ("成员编号,姓名,\"身份证号\r\n(18位)\",户号,与户主关系,居民小组\r\n\r\n" +
              "".join(",".join(f'"{value}"' for value in person[:6]) + "\r\n\r\n" for person in PEOPLE)).encode("gb18030")
    write("引号", "csv", quoted, [MEMBERS[:6], *(person[:6] for person in PEOPLE)])


def merged_ods():
    """An ods whose households were merged: it does not say so, the cells below the first arrive blank."""
    sheet = Sheet("成员名册")
    sheet.add("花溪社区成员名册")
    sheet.add("户号", "户主姓名", "成员编号", "姓名", "身份证号", "与户主关系", "居民小组")
    sheet.merge("A1:G1")
    first = {"M001", "M004", "M006"}
    for number, name, id_text, household, relation, group, *_ in PEOPLE:
        opens = number in first
        sheet.add(household if opens else None, name if opens else None, number, name, id_text, relation, group if opens else None)
    for column in "ABG":
        sheet.merge(f"{column}3:{column}5")
        sheet.merge(f"{column}6:{column}7")
    sheet.add("合计", None, None, "6人", None, None, None)
    clean = [MEMBERS[:6], *(person[:6] for person in PEOPLE)]
    write("户合并", "ods", ods([sheet]), clean)


def by_id_number():
    """Nobody has a number: members are found by ID number, in every sheet; new ones are numbered in the order of the register."""
    register = sheet_of(
        "股东信息", ["股东姓名", "公民身份号码", "户主姓名", "户主身份证号", "关系", "镇", "村"],
        ["陈国强", CHEN, "陈国强", CHEN, "户主", "花溪镇", "花溪社区"], ["李芳", LI.lower(), "陈国强", CHEN, "妻", "花溪镇", "花溪社区"],
        ["王建华", WANG, "王建华", WANG, "户主", "花溪镇", "花溪社区"], ["赵玉珍", ZHAO, "王建华", WANG, "妻", "花溪镇", "花溪社区"],
    )
    holdings = sheet_of(
        "股东信息（2008年）", ["序号", "股东姓名", "股东身份证号", "股份类型", "股金总数", "入股时间", "统计年份"],
        [1, "赵玉珍", ZHAO, "资产量化股", 10, "2008-6-30", 2008], [2, "陈国强", "'" + CHEN, "资产量化股", "10股", "2008-6-30", 2008],
        [3, "李 芳", LI, "资金股", 5, "2008-6-30", 2008],
    )
    cash = sheet_of("现金出资", ["姓名", "身份证", "出资金额（万元）", "出资日期"], ["李芳", LI, 0.5, "2008.6.30"])
    clean = [
        sheet_of("成员名册", MEMBERS[:5], ["M0001", "陈国强", CHEN, "H0001", "户主"], ["M0002", "李芳", LI, "H0001", "配偶"],
                 ["M0003", "王建华", WANG, "H0002", "户主"], ["M0004", "赵玉珍", ZHAO, "H0002", "配偶"]),
        sheet_of("股权台账", ["成员编号", "姓名", "股种", "股数", "取得日期"], ["M0004", "赵玉珍", "资产量化股", 10, day("2008-06-30")],
                 ["M0001", "陈国强", "资产量化股", 10, day("2008-06-30")], ["M0002", "李芳", "资金股", 5, day("2008-06-30")]),
        sheet_of("资金入股台账", ["成员编号", "姓名", "金额", "日期"], ["M0002", "李芳", 5000, day("2008-06-30")]),
    ]
    # The shares stand before the people: the order of sheets does not matter.
    write("按身份证", "xlsx", xlsx([holdings, cash, register]), clean)


def household_by_head():
    """户主姓名 instead of 户号: members stand before and after their head."""
    sheet = sheet_of(
        "成员名册", ["成员编号", "姓名", "户主姓名", "与户主关系", "居民小组"],
        ["M002", "李芳", "陈国强", "配偶", 1], ["M001", "陈国强", "陈国强", "户主", 1], ["M003", "陈勇", "陈国强", "长子", 1],
        ["M004", "王建华", "王建华", "户  主", 2], ["M005", "赵玉珍", "王 建 华", "配　偶", 2],
    )
    clean = [MEMBERS[:2] + MEMBERS[3:6], ["M002", "李芳", "H0001", "配偶", "1"], ["M001", "陈国强", "H0001", "户主", "1"], ["M003", "陈勇", "H0001", "长子", "1"],
             ["M004", "王建华", "H0002", "户主", "2"], ["M005", "赵玉珍", "H0002", "配偶", "2"]]
    write("户主找户", "xlsx", xlsx([sheet]), clean)


def contract_table():
    """资产资源合同表: parties as 甲方 and 乙方(承租人), the days as one text, size and rent beside."""
    land = Sheet("资源合同")
    land.add("花溪社区资源合同台账")
    land.add("序号", "合同编号", "批次", "合同类型", "甲方", "乙方（承租人）", "签订日期", "期间", "数量", "单位", "单价", "备注")
    land.add(1, "TD-2003-01", "第一批", "土地流转", "社区集体经济股份合作社", "卫鑫置业有限公司", "2002.12.20", "2003-01-01-2022-12-31", 5.35, "亩", "800元/亩", None)
    land.add(2, "TD-2006-01", "第二批", "土地流转", "社区集体经济股份合作社", "卫鑫置业有限公司", "2006年6月18日", "2006年7月1日至2026年6月30日", "5.3333亩", "亩",
             "1,500.00元", None)
    land.add("合计", None, None, None, None, None, None, None, 10.6833, None, None, None)
    shops = sheet_of(
        "房屋合同", ["合同编号", "合同类型", "甲方", "乙方", "流转开始日期", "流转结束日期", "数量", "单位", "年租金", "是否可收管理费"],
        ["SP-2008-01", "商铺租赁", "社区集体经济股份合作社", "卫鑫置业有限公司", "2008/1/1", "2013/12/31", "86.5㎡", "㎡", "20,760元", "否"],  # 240 a square metre
        ["SP-2008-02", "商铺租赁", "社区集体经济股份合作社", "某超市", "2008-1-1", "2013-12-31", 40, "平方米", "1万元", "是"],  # 250
    )
    clean = [
        sheet_of("合同台账", ["合同编号", "批次", "合同类型", "出租方", "承租方", "签订日期", "开始日期", "结束日期", "计量单位", "可收管理费", "合同面积"],
                 ["TD-2003-01", "第一批", "土地流转", "社区集体经济股份合作社", "卫鑫置业有限公司", day("2002-12-20"), day("2003-01-01"), day("2022-12-31"), "亩", "否", 5.35],
                 ["TD-2006-01", "第二批", "土地流转", "社区集体经济股份合作社", "卫鑫置业有限公司", day("2006-06-18"), day("2006-07-01"), day("2026-06-30"), "亩", "否", 5.3333],
                 ["SP-2008-01", None, "商铺租赁", "社区集体经济股份合作社", "卫鑫置业有限公司", None, day("2008-01-01"), day("2013-12-31"), "㎡", "否", 86.5],
                 ["SP-2008-02", None, "商铺租赁", "社区集体经济股份合作社", "某超市", None, day("2008-01-01"), day("2013-12-31"), "㎡", "是", 40]),
        sheet_of("租金标准", ["合同编号", "起始日期", "计租方式", "标准"], ["TD-2003-01", day("2003-01-01"), "货币", 800],
                 ["TD-2006-01", day("2006-07-01"), "货币", 1500], ["SP-2008-01", day("2008-01-01"), "货币", 240], ["SP-2008-02", day("2008-01-01"), "货币", 250]),
    ]
    write("资源合同表", "xlsx", xlsx([land, shops]), clean)


def parcel_table():
    """入股合同地块表: registered and actual area side by side; the person chooses once."""
    people = short_members(("M001", "陈国强"), ("M002", "李芳"))
    contracts = sheet_of("合同台账", ["合同编号", "合同类型", "开始日期", "结束日期", "计量单位"], ["TD-1", "土地流转", day("2003-01-01"), day("2022-12-31"), "亩"])
    rents = sheet_of("租金标准", ["合同编号", "起始日期", "计租方式", "标准", "品种"], ["TD-1", day("2003-01-01"), "货币", 800, None])
    parcels = Sheet("入股合同地块表")
    parcels.add("入股合同地块表")
    parcels.add("序号", "股东编号", "股东姓名", "地块编码", "地块名称", "登记面积", "实际面积", "质量等级", "地类", "四至", "权证/合同编号", "流转开始日期")
    parcels.add(1, "M001", "陈国强", "1-001", "大田", 3, 3.2, "一等", "水田", "东至路，南至沟", "TD-1", "2003年1月1日")
    parcels.add(2, "M001", "陈国强", "1-002", "菜地", 0.5, "0.5亩", "二等", "旱地", "略", "TD-1", "2003年1月1日")
    parcels.add(3, "M002", "李芳", "1-003", "坡地", 1.6, 1.65, "三等", "旱地", "略", "TD-1", "2003年1月1日")
    parcels.add(None, "合计", None, None, None, 5.1, 5.35, None, None, None, None, None)
    clean = [people, contracts, rents, sheet_of(
        "土地入股台账", ["成员编号", "姓名", "地块编号", "面积(亩)", "合同编号", "入股日期"], ["M001", "陈国强", "1-001", 3.2, "TD-1", day("2003-01-01")],
        ["M001", "陈国强", "1-002", 0.5, "TD-1", day("2003-01-01")], ["M002", "李芳", "1-003", 1.65, "TD-1", day("2003-01-01")])]
    write("入股地块表", "xlsx", xlsx([people, contracts, rents, parcels]), clean, ["--map", "实际面积=面积(亩)", "--map", "登记面积=忽略"])


def grain():
    """Rents in kind and prices by the half kilogram (斤)."""
    contracts = sheet_of("合同台账", ["合同编号", "合同类型", "开始日期", "结束日期", "计量单位"], ["TD-1", "土地流转", day("2003-01-01"), day("2022-12-31"), "亩"],
                         ["TD-2", "土地流转", day("2003-01-01"), day("2022-12-31"), "亩"])
    rents = sheet_of("租金标准", ["合同号", "起始日期", "计租方式", "标准（斤/亩）", "粮食品种"], ["TD-1", "2003.1.1", "实物", 1000, "黄谷"],
                     ["TD-2", "2003.1.1", "实物", "500公斤", "黄谷"], ["TD-2", "2008.1.1", "实物", "1,100斤", "黄谷"])
    prices = sheet_of("粮价", ["粮食品种", "年份", "单价（元/斤）", "价格来源"], ["黄谷", "2007年", 0.86, "粮站"], ["黄谷", "2008年度", "0.94元/斤", "粮站"],
                      ["玉米", 2008, "1.6元/公斤", "粮站"])
    clean = [
        contracts,
        sheet_of("租金标准", ["合同编号", "起始日期", "计租方式", "标准", "品种"], ["TD-1", day("2003-01-01"), "实物", 500, "黄谷"],
                 ["TD-2", day("2003-01-01"), "实物", 500, "黄谷"], ["TD-2", day("2008-01-01"), "实物", 550, "黄谷"]),
        sheet_of("粮价", ["品种", "年度", "单价(元/公斤)", "来源"], ["黄谷", 2007, 1.72, "粮站"], ["黄谷", 2008, 1.88, "粮站"], ["玉米", 2008, 1.6, "粮站"]),
    ]
    write("粮价按斤", "xlsx", xlsx([contracts, rents, prices]), clean)


def newcomers():
    """A newborn and a bride come in by the head of their household, who stands in the register under a 户号."""
    register = sheet_of("成员名册", MEMBERS[:5], *(person[:5] for person in PEOPLE[:5]))
    added = sheet_of("新增人口", ["姓名", "身份证号", "户主姓名", "户主身份证号", "与户主关系"],
                     ["陈小宝", id_number("20080818", 7), "陈国强", None, "孙子"], ["何雪梅", id_number("19800909", 6), "王建华", WANG, "儿媳"])
    clean = [sheet_of("成员名册", MEMBERS[:5], *(person[:5] for person in PEOPLE[:5]),
                      ["M006", "陈小宝", id_number("20080818", 7), "H001", "孙子"], ["M007", "何雪梅", id_number("19800909", 6), "H002", "儿媳"])]
    write("新增人口", "xlsx", xlsx([register, added]), clean)


def seats():
    """Bodies with the office first: 负责人 begins a row here, not a footnote. The footnote has its date in a date cell."""
    sheet = sheet_of("机构名单", ["职务", "机构", "姓名", "任期起"], ["负责人", "理事会", "陈国强", "2008-01-01"], ["监事", "监事会", "李芳", "2008-01-01"],
                     ["制表人：王会计", None, None, day("2008-12-31")])
    clean = [["机构", "姓名", "职务", "任期起"], ["董事会", "陈国强", "负责人", "2008-01-01"], ["监事会", "李芳", "监事", "2008-01-01"]]
    write("机构名单", "xlsx", xlsx([sheet]), clean)


def shops():
    """Shop numbers such as 2E12 (second floor, row E, number 12) are text, not numbers that lost their digits; 20年 is no period."""
    people = short_members(("M001", "陈国强"))
    contracts = sheet_of("合同台账", ["合同编号", "合同类型", "开始日期", "结束日期", "合同期限", "计量单位", "单价"],
                         ["SP-1", "商铺租赁", day("2008-01-01"), day("2013-12-31"), "6年", "㎡", 240])
    units = sheet_of("商铺入股台账", ["成员编号", "姓名", "铺位号", "建筑面积(㎡)", "合同编号", "入股日期"],
                     ["M001", "陈国强", "2E12", 50, "SP-1", day("2008-01-01")], ["M001", "陈国强", "1E09", 30, "SP-1", day("2008-01-01")])
    clean = [
        people, sheet_of("合同台账", ["合同编号", "合同类型", "开始日期", "结束日期", "计量单位"], ["SP-1", "商铺租赁", day("2008-01-01"), day("2013-12-31"), "㎡"]),
        sheet_of("租金标准", ["合同编号", "起始日期", "计租方式", "标准"], ["SP-1", day("2008-01-01"), "货币", 240]), units,
    ]
    write("商铺编号", "xlsx", xlsx([people, contracts, units]), clean)


def grain_with_yuan():
    """The heading says 元/斤, the cell says 元: it is still the price of half a kilogram."""
    prices = sheet_of("粮价", ["品种", "年度", "单价（元/斤）"], ["黄谷", 2008, "0.94元"], ["玉米", 2008, 0.8])
    write("斤价带元", "xlsx", xlsx([prices]), [["品种", "年度", "单价(元/公斤)"], ["黄谷", 2008, 1.88], ["玉米", 2008, 1.6]])


def printed_pages():
    """Title and two rows of headings again on every page."""
    sheet = Sheet("股权证列表")

    def page_top():
        row = sheet.add("股权证列表")
        sheet.merge(f"A{row}:H{row}")
        sheet.add("股权证编号", "户主姓名", "股东", None, None, "股数", None, "入股时间")
        sheet.add(None, None, "姓名", "与户主关系", "居民身份证", "合计", "人口股", None)
        for reference in (f"A{row + 1}:A{row + 2}", f"B{row + 1}:B{row + 2}", f"C{row + 1}:E{row + 1}", f"F{row + 1}:G{row + 1}", f"H{row + 1}:H{row + 2}"):
            sheet.merge(reference)

    page_top()
    sheet.add("GQ-001", "陈国强", "陈国强", "户主", CHEN, 10, 10, "2008.6.30")
    page_top()
    sheet.add("GQ-002", "王建华", "王建华", "户主", WANG, 10, 10, "2008.6.30")
    clean = [sheet_of("成员名册", MEMBERS[:5], ["M0001", "陈国强", CHEN, "H0001", "户主"], ["M0002", "王建华", WANG, "H0002", "户主"]),
             sheet_of("股权台账", ["成员编号", "股种", "股数", "取得日期", "股权证号"], ["M0001", "人口股", 10, day("2008-06-30"), "GQ-001"],
                      ["M0002", "人口股", 10, day("2008-06-30"), "GQ-002"])]
    write("分页表头", "xlsx", xlsx([sheet]), clean)


def marked_copy_again():
    """A marked copy, mended and sent in again with its list of problems still in it."""
    people = short_members(("M001", "陈国强"))
    problems = sheet_of("问题清单", ["轻重", "表", "单元格", "说明"], ["错误", "成员名册", "B2", "“姓名”没有填，应为有内容。请补填。"])
    write("改好的标注副本", "xlsx", xlsx([people, problems]), [people])


def two_cash_sheets():
    """The same sum of the same member on the same day, in two sheets: two contributions, as two rows of one sheet would be."""
    people = short_members(("M001", "陈国强"))
    row = ["M001", "陈国强", 100, day("2008-09-28")]
    headings = ["成员编号", "姓名", "金额", "日期"]
    write("两张出资表", "xlsx", xlsx([people, sheet_of("现金", headings, row), sheet_of("转账", headings, row)]), [people, sheet_of("资金入股台账", headings, row, row)])


def bank_statements():
    """The same three lines as banks print them: two dates, one amount with its sign or a mark, balances carried over, the newest line first."""
    clean = [
        ["日期", "摘要", "支出", "收入", "余额", "流水号", "对方户名"],
        ["2008-03-03", "收租金", "", "8000.00", "58000.00", "", "承租人甲"],
        ["2008-03-05", "办公费", "1200.50", "", "56799.50", "", "文具店"],
        ["2008-03-05", "退回", "", "200.00", "56999.50", "", "文具店"],
    ]
    tenant, shop = ["6217000000000000001"] * 2 + ["承租人甲"], ["6217000000000000002"] * 2 + ["文具店"]
    clerks = {
        "对账单两个日期": [
            ["交易日期", "记账日期", "交易时间", "交易摘要", "支出金额", "收入金额", "账户余额", "对方账号", "对方账户", "对方单位名称"],
            ["2008-03-03", "2008-03-04", "10:22:33", "收租金", "", "8000.00", "58000.00", *tenant],
            ["2008-03-05", "2008-03-05", "09:01:00", "办公费", "1200.50", "", "56799.50", *shop],
            ["2008-03-05", "2008-03-06", "16:40:12", "退回", "", "200.00", "56999.50", *shop],
        ],
        "对账单带符号": [
            ["交易时间", "交易金额", "余额", "摘要", "对方户名"],
            ["2008-03-03 10:22:33", "8,000.00", "58,000.00", "收租金", "承租人甲"],
            ["2008-03-05 09:01:00", "-1,200.50", "56,799.50", "办公费", "文具店"],
            ["2008-03-05 16:40:12", "+200.00", "56,999.50", "退回", "文具店"],
        ],
        "对账单借贷标志": [
            ["交易日期", "借贷标志", "金额", "余额", "摘要", "对方户名"],
            ["20080303", "贷", "8000.00", "58000.00", "收租金", "承租人甲"],
            ["20080305", "支", "1200.50", "56799.50", "办公费", "文具店"],
            ["20080305", "收", "200.00", "56999.50", "退回", "文具店"],
        ],
        "对账单承前页": [
            ["日期", "摘要", "支出", "收入", "余额", "对方户名"],
            ["2008-03-01", "期初余额", "", "", "50000.00", ""],
            ["2008-03-03", "收租金", "", "8000.00", "58000.00", "承租人甲"],
            ["2008-03-03", "过次页", "", "", "58000.00", ""],
            ["", "承前页", "0.00", "0.00", "58000.00", ""],
            ["2008-03-05", "办公费", "1200.50", "", "56799.50", "文具店"],
            ["2008-03-05", "退回", "", "200.00", "56999.50", "文具店"],
            ["合计", "", "1200.50", "8200.00", "", ""],
            ["2008-03-31", "期末余额", "", "", "56999.50", ""],
        ],
        "对账单倒序": [
            ["记账日期", "摘要", "支取金额", "存入金额", "余额", "对方单位"],
            ["2008-03-05", "退回", "", "200.00", "56999.50", "文具店"],
            ["2008-03-05", "办公费", "1200.50", "", "56799.50", "文具店"],
            ["2008-03-03", "收租金", "", "8000.00", "58000.00", "承租人甲"],
            ["", "上期余额", "", "", "50000.00", ""],
        ],
    }
    for name, rows in clerks.items():
        write(name, "csv", csv_text(rows, end="\n").encode("utf-8"), clean)


household_register()
certificate_list()
certificate_worksheet()
wide_shares()
dates(date_1904=False)
dates(date_1904=True)
amounts()
formulas()
web_export()
text_tables()
merged_ods()
by_id_number()
household_by_head()
contract_table()
parcel_table()
grain()
newcomers()
seats()
shops()
grain_with_yuan()
printed_pages()
marked_copy_again()
two_cash_sheets()
bank_statements()
