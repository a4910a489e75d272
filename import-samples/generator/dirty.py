#!/usr/bin/env python3
"""Writes import-samples/dirty: workbooks with every problem that an import can report, and the problems that each must give.

    pip install openpyxl xlwt msoffcrypto-tool
    python3 import-samples/generator/dirty.py

NAME.xlsx (xls, ods, csv) is the workbook. NAME.problems.tsv lists what importing it into a new cooperative must report, a line a problem:
severity, code, sheet, cell, in the order in which the program prints them. The cell is empty where a sheet or file as a whole is meant, the
sheet where it is the file. NAME.arguments, where there is one, holds further arguments of the command, one a line.

Every problem is planted where `expect=` stands behind a row: {heading: code}. Two codes cannot be planted in a small file and are
missing here: file_too_large (a file above 512 MB) and more_problems.
"""
import datetime, hashlib
from unittest import mock

import openpyxl.utils

from samples import (
    MOMENT, SAMPLES, ErrorValue, Formula, Sheet, column_letter, csv_text, day, id_number, id_number_ending_in_x, ods, package, xls, xlsx,
)

# spreadsheets.md, "Errors" and "Warnings": these do not stop the batch, everything else does.
WARNINGS = {
    "id_number_shared",  # the same ID for two people
    "receipts_above_due",
    "certificate_shared", "shares_unlike_area", "shares_unlike_quantification", "area_unlike_contract",  # shares against certificate or area
    "rent_step_not_in_force", "grain_price_not_known", "content_not_contributed",  # they refuse the distribution later
    "total_differs", "quantity_merged", "carried_balance_differs",
    "headings_only", "heading_unknown",
    "text_like_formula", "rate_like_fraction",
}


class DirtySheet(Sheet):
    """A sheet with headings, and beside each row the problems that it must give."""

    def __init__(self, name, *headings, title_rows=()):
        super().__init__(name)
        self.headings = headings
        self.problems = []
        for title in title_rows:
            self.add(title)
        self.heading_row = self.add(*headings)

    def row(self, *values, expect=None):
        number = self.add(*values)
        for heading, codes in (expect or {}).items():
            letter = column_letter(self.headings.index(heading) + 1)
            for code in [codes] if isinstance(codes, str) else codes:
                self.expect(f"{letter}{number}", code)

    def expect(self, cell, code):
        self.problems.append((code, cell))


def write(name, suffix, content, problems, arguments=()):
    """Writes a workbook and its list of problems: (code, sheet, cell) each."""
    folder = SAMPLES / "dirty"
    folder.mkdir(exist_ok=True)
    if content is not None:
        (folder / f"{name}.{suffix}").write_bytes(content)

    def order(problem):
        code, sheet, cell = problem
        column, row = openpyxl.utils.cell.coordinate_from_string(cell) if cell else ("A", 0)
        return sheet, row, openpyxl.utils.column_index_from_string(column), code in WARNINGS

    lines = [
        "\t".join(("warning" if code in WARNINGS else "error", code, sheet, cell)) + "\n"
        for code, sheet, cell in sorted(problems, key=order)
    ]
    (folder / f"{name}.problems.tsv").write_text("".join(lines), encoding="utf-8")
    if arguments:
        (folder / f"{name}.arguments").write_text("".join(argument + "\n" for argument in arguments), encoding="utf-8")


def write_sheets(name, suffix, sheets):
    writer = {"xlsx": xlsx, "xls": xls, "ods": ods}[suffix]
    problems = [(code, sheet.name, cell) for sheet in sheets for code, cell in getattr(sheet, "problems", ())]
    write(name, suffix, writer(sheets), problems)


MEMBER_HEADINGS = ("成员编号", "姓名", "身份证号", "户号", "与户主关系", "居民小组", "手机号", "开户银行", "银行账号")


def clean_members(*names, name="成员名册"):
    """M001, M002 … each head of a household of their own: nothing wrong with them."""
    sheet = DirtySheet(name, "成员编号", "姓名", "户号", "与户主关系")
    for number, person in enumerate(names, 1):
        sheet.row(f"M{number:03d}", person, f"H{number:03d}", "户主")
    return sheet


def id_numbers():
    """身份证号码: right ones in odd dress, then every way to be wrong."""
    right = id_number("19491231", 2)
    sheet = DirtySheet("成员名册", *MEMBER_HEADINGS)

    def person(number, name, id_text, account=None, expect=None):
        sheet.row(f"M{number:03d}", name, id_text, f"H{number:03d}", "户主", "1", None, None, account, expect=expect)

    # Nothing is wrong with these four: a small x, an apostrophe, full-width digits, blanks inside.
    person(1, "陈国强", right)
    person(2, "李素芳", id_number_ending_in_x("19520316").lower())
    person(3, "王建华", "'" + id_number("19550710", 3))
    person(4, "赵玉珍", "".join(chr(ord(digit) + 0xFEE0) for digit in id_number("19600102", 4)))
    person(5, "刘德明", " 990101 19610102 " + id_number("19610102", 5)[14:])
    # An old number of fifteen digits, one too long, a letter O for a zero.
    person(6, "周晓燕", "990101780605123", expect={"身份证号": "id_number_shape"})
    person(7, "杨春梅", id_number("19780605", 12) + "0", expect={"身份证号": "id_number_shape"})
    person(8, "黄志刚", id_number("19780606", 14).replace("0", "O", 1), expect={"身份证号": "id_number_shape"})
    # 30 February; born in the year 2099. The check characters are right.
    person(9, "吴桂香", id_number("19780230", 16), expect={"身份证号": "id_number_birth_date"})
    person(10, "徐子涵", id_number("20990101", 17), expect={"身份证号": "id_number_birth_date"})
    # One digit copied wrongly.
    wrong = id_number("19850101", 18)
    person(11, "孙光荣", wrong[:-1] + ("1" if wrong[-1] != "1" else "2"), expect={"身份证号": "id_number_check_character"})
    # A number cell keeps fifteen digits: the end is lost, in the ID and in the bank account. The same as a text export shows it.
    person(12, "马丽娟", float(id_number("19860203", 19)[:17] + "0"), expect={"身份证号": "digits_lost_in_number_cell"})
    person(13, "朱永福", "9.90101E+17", expect={"身份证号": "digits_lost_in_number_cell"})
    person(14, "胡秀英", None, account=6228480402564890018, expect={"银行账号": "digits_lost_in_number_cell"})
    # Somebody else's number.
    person(15, "郭小平", right, expect={"身份证号": "id_number_shared"})
    write_sheets("身份证号码", "xlsx", [sheet])


def names_and_numbers():
    """姓名与编号: who is who."""
    members = DirtySheet("成员名册", "成员编号", "姓名", "身份证号", "户号", "与户主关系")
    members.row("M001", "陈国强", id_number("19500101", 1), "H001", "户主")
    members.row("M002", "李素芳", id_number("19520101", 2), "H001", "配偶")
    members.row("M003", "王建华", None, "H002", "户主")
    members.row("M003", "王建国", None, "H003", "户主", expect={"成员编号": "member_number_repeated"})
    members.row(None, "周晓燕", None, "H004", "户主", expect={"成员编号": "member_not_named"})
    members.row("M005", None, None, "H005", "户主", expect={"姓名": "value_missing"})
    members.row("M006", "刘德明", None, "H001", "本人", expect={"与户主关系": "two_heads"})  # M001 is its head already
    members.row("M007", "陈国强", None, "H007", "户主")  # nothing wrong: two people may have one name

    added = DirtySheet("新增成员", "姓名", "身份证号", "户主姓名", "与户主关系")
    added.row("罗子涵", id_number("20080101", 8), "罗万金", "孙子", expect={"户主姓名": "head_not_found"})
    added.row("陈小宝", id_number("20080102", 9), "陈国强", "孙子", expect={"户主姓名": "head_not_found"})  # M001 or M007?

    holdings = DirtySheet("股权台账", "成员编号", "姓名", "身份证号", "股种", "股数", "取得日期", "取得方式")
    holdings.row("M001", "陈国强", None, "资产量化股", 10, day("2008-06-30"), "量化")
    holdings.row("M002", "李淑芳", None, "资产量化股", 10, day("2008-06-30"), "量化", expect={"姓名": "name_differs"})
    holdings.row("M030", "王建华", None, "资产量化股", 10, day("2008-06-30"), "量化", expect={"成员编号": "member_unknown"})
    holdings.row(None, "林朝阳", id_number("19700101", 9), "资产量化股", 10, day("2008-06-30"), "量化", expect={"身份证号": "id_number_unknown"})

    seats = DirtySheet("机构成员", "机构", "姓名", "职务", "任期起")
    seats.row("董事会", "陈国强", "董事长", day("2008-01-01"), expect={"姓名": "name_ambiguous"})  # M001 or M007?
    write_sheets("姓名与编号", "xlsx", [members, added, holdings, seats])


def dates_and_amounts():
    """日期与金额, as .xls: numbers and days that are none."""
    members = clean_members("陈国强", "李素芳")
    cash = DirtySheet("资金入股台账", "成员编号", "姓名", "金额", "日期", "收据号")
    cash.row("M001", "陈国强", "1,000.00元", "2008年9月28日", "S01")  # nothing wrong
    cash.row("M001", "陈国强", 1000, "2008-13-1", "S02", expect={"日期": "not_a_date"})
    cash.row("M001", "陈国强", 1000, "九月二十八", "S03", expect={"日期": "not_a_date"})
    cash.row("M001", "陈国强", 1000, 928, "S04", expect={"日期": "not_a_date"})  # too small for a date number
    cash.row("M001", "陈国强", 1000, None, "S05", expect={"日期": "value_missing"})
    cash.row("M001", "陈国强", "约五千", day("2008-09-28"), "S06", expect={"金额": "not_a_number"})
    cash.row("M001", "陈国强", "12,34", day("2008-09-28"), "S07", expect={"金额": "not_a_number"})  # a separator in the wrong place
    cash.row("M001", "陈国强", 1234.567, day("2008-09-28"), "S08", expect={"金额": "too_many_decimals"})
    cash.row("M001", "陈国强", 0.1 + 0.2, day("2008-09-28"), "S09")  # nothing wrong: 0.30000000000000004 is 0.3
    cash.row("M001", "陈国强", 2_000_000_000_000, day("2008-09-28"), "S10", expect={"金额": "number_too_large"})
    cash.row("M001", "陈国强", -500, day("2008-09-28"), "S11", expect={"金额": "negative_number"})
    cash.row("M001", "陈国强", "500斤", day("2008-09-28"), "S12", expect={"金额": "unit_differs"})
    cash.row("M001", "陈国强", "", "2008-09-31", "S13", expect={"金额": "value_missing", "日期": "not_a_date"})  # two in one row

    dollars = DirtySheet("资金入股(美元)", "成员编号", "姓名", "金额(美元)", "日期", "收据号")  # 元, 千元 and 万元 are read, 美元 is not
    dollars.row("M002", "李素芳", 5, day("2008-09-28"), "S20", expect={"金额(美元)": "unit_differs"})

    contracts = DirtySheet("合同台账", "合同编号", "合同类型", "开始日期", "结束日期", "计量单位", "单价")
    contracts.row("TD-1", "土地流转", day("2003-01-01"), day("2022-12-31"), "亩", 800)

    receipts = DirtySheet("收款台账", "日期", "合同编号", "所属年度", "金额", "流水号", "备注")
    receipts.row(day("2008-01-08"), "TD-1", "2008年度", 100, "R1", None)
    receipts.row(day("2008-01-08"), "TD-1", "零八", 100, "R2", None, expect={"所属年度": "not_a_year"})
    receipts.row(day("2008-01-09"), "TD-1", 2008, -100, None, None, expect={"金额": "negative_number"})  # a refund says so or has a number
    receipts.row(day("2008-01-09"), "TD-1", 2008, 100, None, "退款")  # nothing wrong
    receipts.row(day("2008-01-08"), "TD-1", 2008, 50, "R1", None, expect={"流水号": "row_repeated"})

    land = DirtySheet("土地入股台账", "成员编号", "姓名", "地块编号", "面积(亩)", "合同编号", "入股日期")
    land.row("M001", "陈国强", "1-001", "３．５亩", "TD-1", 20030101)  # nothing wrong
    land.row("M001", "陈国强", "1-002", 1.33333, "TD-1", day("2003-01-01"), expect={"面积(亩)": "too_many_decimals"})
    land.row("M001", "陈国强", "1-003", "86.5㎡", "TD-1", day("2003-01-01"), expect={"面积(亩)": "unit_differs"})
    land.row("M001", "陈国强", "1-004", -2, "TD-1", day("2003-01-01"), expect={"面积(亩)": "negative_number"})

    prices = DirtySheet("粮价", "品种", "年度", "单价(元/公斤)")
    prices.row("黄谷", 2007, "0.86元/斤")  # nothing wrong: 1.72 元/公斤
    prices.row("黄谷", 2008, "1880元/吨", expect={"单价(元/公斤)": "unit_differs"})
    prices.row("玉米", "去年", 1.5, expect={"年度": "not_a_year"})
    write_sheets("日期与金额", "xls", [members, cash, dollars, contracts, receipts, land, prices])


def contracts_and_rents():
    """合同与租金: the ledger of contracts and what hangs on it."""
    members = clean_members("陈国强", "李素芳")
    headings = ("合同编号", "合同类型", "甲方", "乙方(承租人)", "开始日期", "结束日期", "计量单位", "合同面积(亩)", "年租金")
    contracts = DirtySheet("合同台账", *headings, title_rows=("花溪社区合同台账", "单位：社区集体经济股份合作社"))

    def contract(number, kind, start, end, area=None, rent=None, expect=None):
        contracts.row(number, kind, "合作社", "某农业有限公司", day(start), day(end), "亩", area, rent, expect=expect)

    contract("TD-01", "土地流转", "2003-01-01", "2022-12-31", 10, 8000)  # 800 a mu
    contract("TD-02", "土地流转", "2006-07-01", "2026-06-30")
    contract("TD-03", "土地流转", "2003-01-01", "2022-12-31", 3, 1000, expect={"年租金": "rent_not_exact"})  # 333.3333…
    contract("TD-04", "土地流转", "2022-12-31", "2003-01-01", expect={"结束日期": "end_before_start"})
    contract("TD-05", "厂房出租", "2003-01-01", "2022-12-31", expect={"合同类型": "not_a_choice"})
    contract("TD-06", "土地流转", "2003-01-01", "2022-12-31")
    contract("TD-07", "土地流转", "2003-01-01", "2022-12-31")
    contract("TD-01", "土地流转", "2003-01-01", "2023-12-31", expect={"合同编号": "row_repeated"})
    contract("ZZ-01", "土地转租", "2008-01-01", "2018-12-31")

    rents = DirtySheet("租金标准", "合同编号", "起始日期", "计租方式", "标准", "品种")
    # Nothing is wrong with the step, but 2008, of which a receipt speaks, has no price of the grain.
    rents.row("TD-02", day("2006-07-01"), "实物", 500, "黄谷", expect={"合同编号": "grain_price_not_known"})
    rents.row("TD-06", day("2003-01-01"), "实物", 500, None, expect={"品种": "grain_not_named"})
    rents.row("TD-60", day("2003-01-01"), "货币", 800, None, expect={"合同编号": "contract_unknown"})
    rents.row("TD-06", day("2004-01-01"), "面议", 800, None, expect={"计租方式": "not_a_choice"})
    rents.row("TD-06", day("2005-01-01"), "货币", "240元/㎡", None, expect={"标准": "unit_differs"})  # the contract is measured in mu
    rents.row("ZZ-01", day("2008-01-01"), "货币", 1000, None)

    land = DirtySheet("土地入股台账", "成员编号", "姓名", "地块编号", "面积(亩)", "合同编号", "入股日期")
    land.row("M001", "陈国强", "1-001", 3, "TD-01", day("2003-01-01"))
    land.row("M001", "陈国强", "1-002", 2, "TD-02", day("2006-07-01"))
    land.row("M002", "李素芳", "1-003", 2, "TD-07", day("2003-01-01"), expect={"合同编号": "rent_step_not_in_force"})
    land.row("M002", "李素芳", "1-004", 2, "TD-70", day("2003-01-01"), expect={"合同编号": "contract_unknown"})

    receipts = DirtySheet("收款台账", "日期", "合同编号", "所属年度", "金额", "付款方", "流水号")
    receipts.row(day("2008-01-08"), "TD-01", 2008, 2000, "某农业有限公司", "R1")
    receipts.row(day("2008-06-08"), "TD-01", 2008, 500, "某农业有限公司", "R2", expect={"金额": "receipts_above_due"})  # due: 3 × 800
    receipts.row(day("2008-06-09"), "TD-02", 2008, 500, "某农业有限公司", "R3")

    contents = DirtySheet("转租标的", "合同编号", "原合同编号", "地块编号", "商铺编号")
    contents.row("ZZ-01", None, "1-001", None)
    contents.row("TD-01", None, "1-002", None, expect={"合同编号": "contract_does_not_lease_out"})
    contents.row("ZZ-01", None, None, None, expect={"合同编号": "content_not_named"})
    contents.row("ZZ-01", None, "1-003", "A-12", expect={"商铺编号": "content_not_named"})  # both
    contents.row("ZZ-01", None, "9-999", None, expect={"地块编号": "content_not_contributed"})
    contents.row("ZZ-01", "TD-90", None, None, expect={"原合同编号": "contract_unknown"})
    write_sheets("合同与租金", "xlsx", [members, contracts, rents, land, receipts, contents])


def contributions():
    """入股: land and shops against their contracts."""
    members = clean_members("陈国强", "李素芳", "王建华")
    contracts = DirtySheet("合同台账", "合同编号", "合同类型", "开始日期", "结束日期", "计量单位", "合同面积", "单价")
    contracts.row("TD-1", "土地流转", day("2003-01-01"), day("2022-12-31"), "亩", None, 800)
    contracts.row("TD-2", "土地流转", day("2003-01-01"), day("2022-12-31"), "亩", 5, 800)
    contracts.row("SP-1", "商铺租赁", day("2008-01-01"), day("2013-12-31"), "㎡", None, 240)
    contracts.row("ZZ-1", "土地转租", day("2008-01-01"), day("2018-12-31"), "亩", None, 1000)

    land = DirtySheet("土地入股台账", "成员编号", "姓名", "地块编号", "面积(亩)", "合同编号", "入股日期", "退出日期")
    land.row("M001", "陈国强", "1-001", 3, "TD-1", day("2003-01-01"), None)
    land.row("M002", "李素芳", "1-001", 3, "TD-1", day("2008-01-01"), None, expect={"地块编号": "active_twice"})
    land.row("M001", "陈国强", "1-002", 3, "TD-1", day("2008-05-01"), day("2008-04-01"), expect={"退出日期": "exit_before_entry"})
    land.row("M001", "陈国强", "1-003", 3, "TD-1", day("2002-05-01"), None, expect={"入股日期": "outside_contract"})
    land.row("M001", "陈国强", "1-004", 3, "TD-1", day("2008-05-01"), day("2023-06-30"), expect={"退出日期": "outside_contract"})
    land.row("M001", "陈国强", "1-005", 3, "ZZ-1", day("2008-05-01"), None, expect={"合同编号": "contract_leases_out"})
    land.row("M001", "陈国强", "1-006", 3, "SP-1", day("2008-05-01"), None, expect={"合同编号": "contract_unlike"})
    land.row("M003", "王建华", "1-007", 3, "TD-2", day("2008-05-01"), None)
    land.row("M003", "王建华", "1-008", 3, "TD-2", day("2008-05-01"), None, expect={"合同编号": "area_unlike_contract"})  # 3 + 3 > 5
    land.row("M001", "陈国强", "1-001", 4, "TD-1", day("2003-01-01"), None, expect={"地块编号": "row_repeated"})

    shops = DirtySheet("商铺入股台账", "成员编号", "姓名", "商铺编号", "建筑面积(㎡)", "评估价值(元)", "合同编号", "入股日期", "退出日期")
    shops.row("M001", "陈国强", "A-12", 86.5, "432,500元", "SP-1", day("2008-01-01"), day("2009-06-30"))
    shops.row("M002", "李素芳", "A-12", 86.5, "43.25万元", "SP-1", day("2009-07-01"), None)  # nothing wrong: the next day
    shops.row("M003", "王建华", "A-12", 86.5, None, "SP-1", day("2012-01-01"), None, expect={"商铺编号": "active_twice"})
    shops.row("M003", "王建华", "A-13", 50, None, "TD-1", day("2008-01-01"), None, expect={"合同编号": "contract_unlike"})
    shops.row("M003", "王建华", "A-14", "50亩", None, "SP-1", day("2008-01-01"), None, expect={"建筑面积(㎡)": "unit_differs"})
    write_sheets("入股", "xlsx", [members, contracts, land, shops])


def share_movements():
    """股权变动: what may move, and what the register holds against what it should."""
    charter = DirtySheet("章程参数", "项目", "值", "生效日期")
    charter.row("每亩折股", 1, None)
    members = DirtySheet("成员名册", "成员编号", "姓名", "户号", "与户主关系")
    for number, name, household, relation in [
        ("M001", "陈国强", "H001", "户主"), ("M002", "李素芳", "H001", "妻"), ("M003", "王建华", "H002", "户主"),
        ("M004", "赵玉珍", "H003", "户主"), ("M005", "刘德明", "H004", "户主"),
    ]:
        members.row(number, name, household, relation)
    assets = DirtySheet("资产量化", "资产项目", "评估值", "量化股种", "总股数", "基准日")
    assets.row("综合市场", 1000000, "资产量化股", 100, day("2008-06-30"), expect={"总股数": "shares_unlike_quantification"})  # 30 were given
    assets.row("旧仓库", 1000, "老股", 10, day("2008-06-30"), expect={"量化股种": "share_class_unknown", "总股数": "shares_unlike_quantification"})
    holdings = DirtySheet("股权台账", "成员编号", "姓名", "股种", "股数", "取得日期", "取得方式", "股权证号")
    holdings.row("M001", "陈国强", "资产量化股", 10, day("2008-06-30"), "量化", "GQ-001")
    holdings.row("M002", "李素芳", "资产量化股", 10, day("2008-06-30"), "量化", "GQ-001")  # nothing wrong: one household
    holdings.row("M003", "王建华", "资产量化股", 10, day("2008-06-30"), "量化", "GQ-001", expect={"股权证号": "certificate_shared"})
    holdings.row("M004", "赵玉珍", "优先股", 10, day("2008-06-30"), "量化", "GQ-004", expect={"股种": "share_class_unknown"})
    holdings.row("M005", "刘德明", "土地股", 4, day("2008-06-30"), "土地入股", "GQ-005")
    holdings.row("M005", "刘德明", "土地股", 4, day("2008-06-30"), "抓阄", "GQ-005", expect={"取得方式": "not_a_choice"})
    contracts = DirtySheet("合同台账", "合同编号", "合同类型", "开始日期", "结束日期", "计量单位", "单价")
    contracts.row("TD-1", "土地流转", day("2003-01-01"), day("2022-12-31"), "亩", 800)
    land = DirtySheet("土地入股台账", "成员编号", "姓名", "地块编号", "面积(亩)", "合同编号", "入股日期")
    land.row("M005", "刘德明", "1-001", 3, "TD-1", day("2003-01-01"), expect={"面积(亩)": "shares_unlike_area"})  # 4 shares for 3 mu
    movements = DirtySheet("股权变动", "日期", "变动类型", "转出成员编号", "转入成员编号", "股种", "股数", "依据")
    movements.row(day("2008-09-01"), "退股", "M001", None, "资产量化股", 30, "申请", expect={"股数": "holding_falls_below_zero"})  # has 10
    movements.row(day("2008-09-01"), "冻结", "M002", None, "资产量化股", 8, "法院")
    movements.row(day("2008-10-01"), "内部转让", "M002", "M003", "资产量化股", 5, "协议", expect={"股数": "frozen_shares_move"})
    movements.row(day("2008-10-01"), "内部转让", "M003", None, "资产量化股", 1, "协议", expect={"变动类型": "movement_sides_unfit"})
    movements.row(day("2008-10-01"), "内部转让", "M003", "M003", "资产量化股", 1, "协议", expect={"变动类型": "movement_sides_unfit"})
    movements.row(day("2008-10-01"), "退股", "M003", "M001", "资产量化股", 1, "协议", expect={"变动类型": "movement_sides_unfit"})
    movements.row(day("2008-10-01"), "更正", "M003", None, "资产量化股", 1, "多登一股")  # nothing wrong: downward
    movements.row(day("2008-10-01"), "更正", None, "M003", "资产量化股", -1, "多登一股", expect={"股数": "negative_number"})
    movements.row(day("2008-10-01"), "内部转让", "M003", "M033", "资产量化股", 1, "协议", expect={"转入成员编号": "member_unknown"})
    movements.row(day("2008-10-01"), "过户", "M003", "M001", "资产量化股", 1, "协议", expect={"变动类型": "not_a_choice"})
    write_sheets("股权变动", "xlsx", [charter, members, assets, holdings, contracts, land, movements])


def charter_and_plan():
    """章程与方案: the same two headings, told apart by their items."""
    charter = DirtySheet("章程参数", "项目", "值", "生效日期")
    charter.row("公积公益金提取比例", 0.1, None, expect={"值": "rate_like_fraction"})  # 10 %, or a tenth of a per cent?
    charter.row("公益建设资金基数", "净利润", None, expect={"值": "not_a_choice"})
    charter.row("公益建设资金比例", 120, None, expect={"值": "value_out_of_range"})
    charter.row("公积金提取率", 10, None, expect={"项目": "item_unknown"})
    charter.row("二次分配规则", None, None, expect={"值": "value_missing"})
    charter.row("股种", "资产量化股、土地股", None)
    charter.row("参加二次分配股种", "资产量化股、优先股", None, expect={"值": "share_class_unknown"})
    charter.row("每股红利精度", 0.0000005, None, expect={"值": "too_many_decimals"})
    charter.row("公示天数", "五天", None, expect={"值": "not_a_number"})
    charter.row("代扣个人所得税率", "20%", "2009年13月1日", expect={"生效日期": "not_a_date"})
    charter.row("一次分配管理费率", 2, None)
    charter.row("一次分配管理费率", 3, None, expect={"项目": "row_repeated"})
    charter.row("董事会.通过比例", "2/3", None)
    charter.row("董事会.法定到会比例", "三分之二", None, expect={"值": "not_a_number"})

    plan = DirtySheet("分配方案", "项目", "值")
    plan.row("年度", 2008)
    plan.row("股权登记日", "年底", expect={"值": "not_a_date"})
    plan.row("公司注册资本", -500000, expect={"值": "negative_number"})
    plan.row("公司税后利润", "-12,000.00")  # nothing wrong: profits may be negative
    plan.row("分红总额", 100000, expect={"项目": "item_unknown"})
    plan.row("公司任意公积金", 0)
    plan.row("公司任意公积金", 100, expect={"项目": "row_repeated"})

    no_year = DirtySheet("分配方案(未填年度)", "项目", "值")
    no_year.row("股权登记日", day("2008-12-31"))
    no_year.row("公司注册资本", 500000)
    no_year.row("公司税后利润", 80000)
    no_year.expect("A1", "value_missing")

    seats = DirtySheet("机构成员", "机构", "姓名", "职务", "任期起", "任期止")
    seats.row("理事会", "陈国强", "理事长", day("2008-01-01"), None)  # nothing wrong: the law's word for 董事会
    seats.row("妇联", "李素芳", "主任", day("2008-01-01"), None, expect={"机构": "not_a_choice"})
    seats.row("监事会", None, "监事", day("2008-01-01"), None, expect={"姓名": "value_missing"})
    seats.row("监事会", "王建华", "监事", day("2008-01-01"), day("2007-12-31"), expect={"任期止": "value_out_of_range"})
    write_sheets("章程与方案", "xlsx", [charter, plan, no_year, seats])


def headings():
    """表头: sheets that are not recognised, or not quite."""
    members = clean_members("陈国强")
    unknown = DirtySheet("通讯录", "姓名", "职业", "住址", title_rows=("花溪社区通讯录",))
    unknown.row("陈国强", "会计", "一组")
    unknown.expect("A2", "sheet_not_recognised")

    two_areas = DirtySheet(" 入股合同地块表 ", "成员编号", "姓名", "地块编号", "登记面积", "实际面积", "合同编号", "入股日期")
    two_areas.row("M001", "陈国强", "1-001", 3, 3.2, "TD-1", day("2003-01-01"))
    two_areas.expect("D1", "heading_ambiguous")

    extra = DirtySheet("资金入股台账", "序号", "成员编号", "姓名", "金额", "日期", "经手人", "备注", title_rows=("花溪社区资金入股台账", "2008年"))
    extra.row(1, "M001", "陈国强", 1000, day("2008-09-28"), "王会计", None)
    extra.expect("F3", "heading_unknown")  # 序号 and 备注 are passed over without a word

    empty = DirtySheet("商铺入股台账", "成员编号", "姓名", "商铺编号", "建筑面积(㎡)", "合同编号", "入股日期")
    empty.expect("A1", "headings_only")
    # Two 备注 are passed over like one.
    remarks = DirtySheet("粮价", "品种", "年度", "单价(元/公斤)", "备注", "备注")
    remarks.row("黄谷", 2008, 1.88, "粮站", "电话询价")
    # A wide sheet needs its date, in a column or by --as-of.
    no_date = DirtySheet("股份登记表", "成员编号", "姓名", "人口股", "农龄股", "股份总数")
    no_date.row("M001", "陈国强", 10, 2.5, 12.5)
    no_date.expect("C1", "holding_date_missing")
    blank = Sheet("Sheet3")  # nothing in it: passed over
    write_sheets("表头", "xlsx", [members, unknown, two_areas, extra, empty, remarks, no_date, blank])


def totals():
    """合计, as .ods: totals inside and at the foot, right ones and wrong ones."""
    members = clean_members("陈国强", "李素芳", "王建华")
    wide = DirtySheet("股份登记", "成员编号", "姓名", "人口股", "农龄股", "股份总数", "入股时间")
    wide.row("M001", "陈国强", 10, 2.5, 12.5, day("2008-06-30"))
    wide.row("M002", "李素芳", 10, 3, 14, day("2008-06-30"), expect={"股份总数": "total_differs"})  # 13
    wide.row("小计", None, 20, 5.5, 26.5, None)
    wide.row("M003", "王建华", 10, 1, 11, day("2008-06-30"))
    wide.row("小计", None, 10, 1, 11, None)
    wide.row("合　计", None, 40, 6.5, 37.5, None, expect={"人口股": "total_differs"})  # 30

    cash = DirtySheet("资金入股台账", "序号", "成员编号", "姓名", "金额", "日期")
    cash.row(1, "M001", "陈国强", 1000, day("2008-09-28"))
    cash.row(2, "M002", "李素芳", "2,000.00元", day("2008-09-28"))
    cash.row("合计", None, "2人", "3,500.00元", None, expect={"金额": "total_differs"})

    # Totals of totals, all right: a household, a group, everything.
    nested = DirtySheet("分组出资", "序号", "成员编号", "姓名", "金额", "日期", "收据号")
    nested.row(1, "M001", "陈国强", 100, day("2008-10-01"), "S1")
    nested.row("户小计", None, None, 100, None, None)
    nested.row(2, "M002", "李素芳", 200, day("2008-10-01"), "S2")
    nested.row("户小计", None, None, 200, None, None)
    nested.row("一组小计", None, None, 300, None, None)
    nested.row(3, "M003", "王建华", 50, day("2008-10-01"), "S3")
    nested.row("户小计", None, None, 50, None, None)
    nested.row(4, "M003", "王建华", 60, day("2008-10-01"), "S4")
    nested.row("户小计", None, None, 60, None, None)
    nested.row("二组小计", None, None, 110, None, None)
    nested.row("合计", None, None, 410, None, None)
    write_sheets("合计", "ods", [members, wide, cash, nested])


def hidden_and_merged():
    """隐藏与合并: hidden rows and columns are data; a quantity merged over rows stands in each."""
    members = DirtySheet("成员名册", "户号", "户主姓名", "成员编号", "姓名", "与户主关系", "身份证号")
    members.row("H001", "陈国强", "M001", "陈国强", "户主", None)
    members.row(None, None, "M002", "李素芳", "妻", None)
    members.row(None, None, "M003", "陈勇", "长子", "12345", expect={"身份证号": "id_number_shape"})  # hidden
    members.merge("A2:A4")
    members.merge("B2:B4")
    members.hidden_rows.append(4)
    cash = DirtySheet("资金入股台账", "成员编号", "姓名", "金额", "日期", "收据号")
    cash.row("M001", "陈国强", 3000, day("2008-09-28"), "S01", expect={"金额": "quantity_merged"})
    cash.row("M002", "李素芳", None, day("2008-09-28"), "S02")
    cash.row("M003", "陈勇", 500, "2008-2-30", "S03", expect={"日期": "not_a_date"})  # in a hidden column
    cash.merge("C2:C3")
    cash.hidden_columns.append("D")
    write_sheets("隐藏与合并", "xlsx", [members, cash])


def formulas_and_errors():
    """公式与错误: error values, formulas without a result, text that begins like a formula."""
    members = DirtySheet("成员名册", "成员编号", "姓名", "户号", "与户主关系", "开户银行")
    members.row("M001", "陈国强", "H001", "户主", "=cmd|' /C calc'!A0", expect={"开户银行": "text_like_formula"})
    members.row("M002", "@李素芳", "H002", "户主", None, expect={"姓名": "text_like_formula"})
    members.row("M003", ErrorValue("#REF!"), "H003", "户主", None, expect={"姓名": "formula_error"})
    cash = DirtySheet("资金入股台账", "成员编号", "金额", "日期", "收据号")
    cash.row("M001", ErrorValue("#DIV/0!"), day("2008-09-28"), "S01", expect={"金额": "formula_error"})
    cash.row("M001", Formula("1000+B2"), day("2008-09-28"), "S02", expect={"金额": "formula_without_result"})
    cash.row("M001", 1000, "#N/A", "S03", expect={"日期": "formula_error"})  # as text, from another program
    cash.row("M001", 1000, Formula("DATE(2008,9,28)"), "S04", expect={"日期": "formula_without_result"})
    cash.row(ErrorValue("#NAME?"), 1000, day("2008-09-28"), "S05", expect={"成员编号": "formula_error"})
    write_sheets("公式与错误", "xlsx", [members, cash])


def books():
    """尚未启用的表: no book is open yet, and bank statements are received when accounts are reconciled here."""
    opening = DirtySheet("期初余额", "账套", "科目编码", "科目名称", "借方", "贷方", "往来对象")
    opening.row("合作社", "101", "库存现金", 1000, None, None)
    opening.row("合作社", "301", "资本", None, 1000, None)
    opening.expect("A2", "book_unknown")
    vouchers = DirtySheet("凭证", "账套", "日期", "凭证字号", "摘要", "科目编码", "科目名称", "借方", "贷方", "往来对象", "附件张数")
    lines = [
        # Not balanced.
        ("记-1", "收租金", "101", 4480, None, 1),
        ("记-1", "收租金", "501", None, 4470, 1),
        # No source document.
        ("记-2", "付办公费", "513", 30, None, None),
        ("记-2", "付办公费", "101", None, 30, None),
        # A number that is none, an amount on both sides, and none at all.
        ("第三张", "付电费", "513", 30, None, 1),
        ("记-4", "付水费", "513", 30, 30, 1),
        ("记-5", "付水费", "513", None, None, 1),
        # A line alone.
        ("记-6", "付水费", "513", 30, None, 1),
        ("记-7", "付邮费", "513", 8, None, 1),
        ("记-7", "付邮费", "101", None, 8, 1),
    ]
    for number, summary, account, debit, credit, sheets in lines:
        vouchers.row("合作社", day("2008-01-08"), number, summary, account, None, debit, credit, None, sheets)
    vouchers.expect("G2", "voucher_unbalanced")
    vouchers.expect("J4", "attachment_missing")
    vouchers.expect("C6", "voucher_number_unfit")
    vouchers.expect("G7", "line_on_both_sides")
    vouchers.expect("G8", "value_missing")
    vouchers.expect("G9", "voucher_too_short")
    vouchers.expect("A10", "book_unknown")
    bank = DirtySheet("银行对账单", "日期", "摘要", "支出", "收入", "余额", "流水号", "对方户名", title_rows=("花溪信用社对账单",))
    bank.row(day("2008-01-08"), "租金", None, 4480, 4480, "20080108001", "卫鑫置业有限公司")
    bank.row(day("2008-01-09"), "手续费", 5, 5, 4480, "20080109001", None)
    bank.row(day("2008-01-10"), "利息", None, None, 4480, "20080110001", None)
    bank.expect("A3", "book_of_kind_missing")
    bank.expect("C4", "line_on_both_sides")
    bank.expect("C5", "value_missing")
    write_sheets("尚未启用的表", "xlsx", [opening, vouchers, bank])


def heading_choices():
    """A heading chosen on the command line for a column that there is not, beside one that is right."""
    rows = [["成员编号", "姓名", "小队"], ["M001", "陈国强", "一队"]]
    text = "\ufeff" + csv_text(rows)
    # The choice is not in any file: sheet and cell stay empty.
    write("表头选择", "csv", text.encode(), [("heading_choice_unfit", "", "")], ["--map", "小队=居民小组", "--map", "姓名=名字"])


def lines():
    """CSV as Excel writes it, lines ending in CR LF, with blank lines: a cell is named by its line, and no row is lost."""
    text = (
        "成员编号,姓名,身份证号\r\n"
        "M001,陈国强,12345\r\n"  # line 2
        "\r\n"
        "\r\n"
        "M002,李素芳,12345\r\n"  # line 5
    )
    problems = [("id_number_shape", "逐行地址", "C2"), ("id_number_shape", "逐行地址", "C5")]
    write("逐行地址", "csv", text.encode("gb18030"), problems)


def carried_over():
    """A statement whose opening balance is not what its first line begins with: a page is missing. No book is open yet."""
    text = "日期,摘要,支出,收入,余额\n,期初余额,,,500.00\n2008-03-03,收租金,,80.00,480.00\n"
    problems = [("carried_balance_differs", "余额接不上", "E2"), ("book_of_kind_missing", "余额接不上", "A3")]
    write("余额接不上", "csv", text.encode(), problems)


def unreadable():
    """Files that cannot be read, each with a clear reason."""
    members = clean_members("陈国强", "李素芳")
    workbook = xlsx([members])

    write("有密码", "xlsx", encrypted(workbook, "123456"), [("password_protected", "", "")])
    write("截断", "xlsx", workbook[: len(workbook) * 2 // 3], [("file_damaged", "", "")])  # a copy that broke off
    write("截断的旧表", "xls", xls([members])[:1536], [("file_damaged", "", "")])
    write("压缩包", "xlsx", package([("成员名册.xlsx", workbook), ("照片.txt", "照片已另发")]), [("not_a_workbook", "", "")])
    document = [
        ("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
        ("word/document.xml", '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'),
    ]
    write("文档", "xlsx", package(document), [("not_a_workbook", "", "")])
    write("图片", "xlsx", picture(), [("not_a_workbook", "", "")])
    write("快捷方式", "xlsx", shortcut(), [("not_a_workbook", "", "")])
    write("XML表格", "xls", xml_spreadsheet(), [("not_a_workbook", "", "")])
    write("空文件", "xlsx", b"", [("file_without_content", "", "")])
    write("压缩炸弹", "xlsx", bomb(), [("file_expands_too_far", "", "")])
    write("不存在的文件", "xlsx", None, [("file_missing", "", "")])  # there is only the list of problems


def encrypted(workbook, password):
    """The workbook under a password, as Excel does it. What the package draws by chance comes from a fixed sequence here."""
    import io
    import itertools
    from msoffcrypto.format.ooxml import OOXMLFile
    from msoffcrypto.method import ecma376_agile
    from msoffcrypto.method.container import ecma376_encrypted

    drawn = itertools.count()
    fixed_bytes = lambda size: hashlib.shake_128(str(next(drawn)).encode()).digest(size)
    target = io.BytesIO()
    with mock.patch.object(ecma376_agile, "_random_buffer", fixed_bytes), mock.patch.object(
        ecma376_encrypted, "datetime", FixedClock
    ):
        OOXMLFile(io.BytesIO(workbook)).encrypt(password, target)
    return target.getvalue()


class FixedClock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return MOMENT


def picture():
    """A PNG of one white pixel."""
    import struct, zlib

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00\xff\xff\xff")) + chunk(b"IEND", b"")


def shortcut():
    """A Windows shortcut, sent instead of the workbook it points to."""
    clsid = bytes.fromhex("0114020000000000c000000000000046")
    return (0x4C).to_bytes(4, "little") + clsid + bytes(56) + "D:\\账本\\成员名册.xlsx".encode("utf-16-le") + bytes(16)


def xml_spreadsheet():
    """XML Spreadsheet 2003, as portals and old programs save it with the ending xls. It is not among the formats that are read."""
    rows = [("成员编号", "姓名"), ("M001", "陈国强")]
    cells = "".join("<Row>" + "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in row) + "</Row>\n" for row in rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\n'
        f'<Worksheet ss:Name="成员名册"><Table>\n{cells}</Table></Worksheet></Workbook>\n'
    ).encode()


def bomb():
    """A workbook of a hundred kilobytes whose sheet unpacks to a hundred megabytes."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData>'.encode() + b" " * (100 << 20) + b"</sheetData></worksheet>"
    return package([
        ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
        ("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         f'<Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="成员名册" sheetId="1" r:id="rId1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         f'<Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
        ("xl/worksheets/sheet1.xml", sheet),
    ])


for write_one in (
    id_numbers, names_and_numbers, dates_and_amounts, contracts_and_rents, contributions, share_movements, charter_and_plan, headings,
    totals, hidden_and_merged, formulas_and_errors, books, heading_choices, lines, unreadable,
):
    write_one()
