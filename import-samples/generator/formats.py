#!/usr/bin/env python3
"""Writes the worked example in the other formats: one xlsx, the same as xls and ods, and CSV in GB18030.

    pip install openpyxl; apt-get install libreoffice-calc
    python3 import-samples/generator/formats.py

xls and ods are LibreOffice's own, as an accountant would save them.
"""
import csv, datetime, pathlib, re, subprocess
import openpyxl

here = pathlib.Path(__file__).resolve().parent.parent / "worked-example"
book = openpyxl.Workbook()
book.remove(book.active)
for path in sorted(here.glob("*.csv")):
    sheet = book.create_sheet(path.stem)
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            cells = []
            for value in row:
                if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                    cells.append(datetime.date.fromisoformat(value))
                elif re.fullmatch(r"-?\d+(\.\d+)?", value):
                    cells.append(float(value) if "." in value else int(value))
                else:
                    cells.append(value or None)
            sheet.append(cells)
    text = path.read_text(encoding="utf-8-sig")
    target = here / "gb18030" / path.name
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(text.encode("gb18030"))
book.properties.created = book.properties.modified = datetime.datetime(2009, 1, 5, 9)
name = here / "2008年度.xlsx"
book.save(name)
for suffix in ("xls", "ods"):
    subprocess.run(["soffice", "--headless", "--convert-to", suffix, "--outdir", str(here), str(name)], check=True, stdout=subprocess.DEVNULL)
