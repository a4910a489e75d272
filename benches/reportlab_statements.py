#!/usr/bin/env python3
"""Statements with reportlab, for comparison: reportlab_statements.py STATEMENTS.tsv FONT.ttc FILE.pdf. The same lines as the reference program prints."""

import sys

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

NOTES = ("一、本期承包收益按批次入股面积分配，先扣除管理费与公积公益金，尾差按最大余数法分到分。", "二、公司红利按持股数平均分配，所得税与法定公积金已先行提取。",
         "三、如对分配金额有异议，请自公示之日起十五日内向监事会书面提出。", "本对账单由系统生成，加盖合作社公章后有效。")


def main(statements, font, file):
    pdfmetrics.registerFont(TTFont("printed", font, subfontIndex=0))
    canvas = Canvas(file, pagesize=A4)
    with open(statements, encoding="utf-8") as rows:
        for row in rows:
            cells = row.rstrip("\n").split("\t")
            page(canvas, cells)
            canvas.showPage()
    canvas.save()


def page(canvas, cells):
    def text(x, y, size, words):
        canvas.setFont("printed", size)
        canvas.drawString(x, y, words)

    text(200, 780, 20, "股份经济合作社分红对账单")
    text(60, 745, 11, f"成员编号：{cells[0]}    户号：{cells[3]}    {cells[4]}")
    text(60, 725, 11, f"姓名：{cells[1]}    身份证号：{cells[2]}")
    text(60, 705, 11, f"收款账号：{cells[12]}    股份类别：{cells[5]}")
    rows = [("项目", "计算依据", "数量", "金额（元）"), ("土地承包收益", "入股面积（亩）", cells[6], cells[7]),
            ("公司股份分红", "持股数（股）", cells[8], cells[9]), ("合计", "", "", cells[10])]
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            text(65 + 120 * column, 670 - 22 * number, 11, words)
    text(60, 560, 11, f"人民币大写：{cells[11]}")
    for number, words in enumerate(NOTES):
        text(60, 530 - 20 * number, 10, words)
    for number in range(5):
        canvas.line(60, 688 - 22 * number, 540, 688 - 22 * number)
        canvas.line(60 + 120 * number, 600, 60 + 120 * number, 688)


if __name__ == "__main__":
    main(*sys.argv[1:])
