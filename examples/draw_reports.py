"""Draws the sample reports: `python examples/draw_reports.py`.

Each `*.json` beside this script holds what one made-up report says; `reports/*.pdf` is what is drawn from it. Needs reportlab and a
TrueType font with Chinese glyphs, by default DroidSansFallbackFull (Apache-2.0, Debian package fonts-droid-fallback).
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4, landscape

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from sheet import ABOVE, LEFT, Sheet, load_font  # noqa: E402

DROID = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
Data = dict[str, Any]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--font", type=Path, default=DROID, help="TrueType font with Chinese glyphs")
    options.add_argument("--out", type=Path, default=HERE / "reports")
    chosen = options.parse_args()
    load_font(chosen.font)
    chosen.out.mkdir(parents=True, exist_ok=True)
    for source in sorted(HERE.glob("*.json")):
        data = json.loads(source.read_text(encoding="utf-8"))
        draw_report(data, chosen.out / data["file"])
        print(chosen.out / data["file"])
    return 0


def draw_report(data: Data, path: Path) -> None:
    """One report as a PDF."""
    if data["form"] == "department":
        _department_report(data, path)
    else:
        _project_report(data, path)


def _department_report(data: Data, path: Path) -> None:
    sheet = Sheet(path, title=data["title"], size=A4)
    sheet.heading(data["title"], 18)
    sheet.heading(f"（{data['year']}年度）", 14)
    _prose(sheet, data["sections"])
    sheet.turn_page()
    sheet.paragraph(data["budget_title"], 14)
    sheet.line_right(f"单位：{data['budget_unit']}")
    sheet.table([data["budget_header"], *data["budget"]], _shares(sheet, [29, 15, 14, 15, 15, 12]), 10)
    sheet.top += 24
    sheet.paragraph(data["tasks_title"], 14)
    sheet.table([data["tasks_header"], *data["tasks"]], _shares(sheet, [24, 24, 52]), 10)
    sheet.top += 24
    sheet.paragraph(data["table_title"], 14)
    sheet.table(_indicator_rows(data), _shares(sheet, [8, 9, 17, 13, 13, 10, 11, 19]), 10)
    sheet.save()


def _indicator_rows(data: Data) -> list[list[str]]:
    rows, before = [data["header"]], ["", ""]
    for row in data["indicators"]:
        groups = row["groups"]
        cells = [ABOVE if groups[: i + 1] == before[: i + 1] else groups[i] for i in range(2)]
        rows.append([*cells, row["name"], row["target"], row["actual"], row.get("source", ""), row["deviation"], row.get("note", "")])
        before = groups
    return rows


def _project_report(data: Data, path: Path) -> None:
    sheet = Sheet(path, title=data["title"], size=A4, running_head=data["department"])
    sheet.heading(data["title"][: -len("项目支出绩效自评报告")], 18)
    sheet.heading("项目支出绩效自评报告", 18)
    _prose(sheet, data["sections"])
    for form in data["forms"]:
        sheet.turn_page(landscape(A4))
        sheet.heading(form["title"], 16)
        sheet.heading(f"（{data['year']}年度）", 11)
        sheet.table(form_rows(form), _shares(sheet, [7, 10, 12, 16, 11, 11, 7, 7, 19]), 9)
    sheet.save()


def form_rows(form: Data) -> list[list[str]]:
    """The nine columns of a project form: head, funds, goals, indicators, total."""
    rows = [
        ["项目名称", LEFT, form["project"], LEFT, LEFT, LEFT, LEFT, LEFT, LEFT],
        ["主管部门", LEFT, form["competent_department"], LEFT, "实施单位", LEFT, form["implementing_unit"], LEFT, LEFT],
    ]
    head = [f"项目资金（{form['unit']}）", LEFT, "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    rows.append(head)
    rows += [[ABOVE, ABOVE, *line] for line in form["funds"]]
    rows.append(["年度总体目标", "预期目标", LEFT, LEFT, LEFT, "实际完成情况", LEFT, LEFT, LEFT])
    rows.append([ABOVE, form["goal_expected"], LEFT, LEFT, LEFT, form["goal_actual"], LEFT, LEFT, LEFT])
    rows.append(["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"])
    before: list[str] = ["", ""]
    for row in form["indicators"]:
        printed, groups = row.get("printed", row["groups"]), row["groups"]
        cells = [ABOVE if groups[: i + 1] == before[: i + 1] else printed[i] for i in range(2)]
        rows.append([ABOVE, *cells, row["name"], row["target"], row["actual"], row["weight"], row["score"], row.get("note", "")])
        before = groups
    rows.append(["总分", LEFT, LEFT, LEFT, LEFT, LEFT, form["total_weight"], form["total_score"], ""])
    return rows


def _prose(sheet: Sheet, sections: list[list[str]]) -> None:
    for heading, *paragraphs in sections:
        sheet.paragraph(heading, 13)
        for paragraph in paragraphs:
            sheet.paragraph(paragraph)


def _shares(sheet: Sheet, shares: list[int]) -> list[float]:
    return [sheet.inner_width * share / sum(shares) for share in shares]


if __name__ == "__main__":
    sys.exit(main())
