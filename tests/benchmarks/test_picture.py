"""The picture of the comparisons is the table's."""

from __future__ import annotations

from xml.etree import ElementTree

from tests.benchmarks.picture import PICTURE, TABLE, Comparison, as_svg, comparisons_in


def test_the_picture_that_is_shown_is_of_the_table_beside_it():
    comparisons = comparisons_in(TABLE.read_text(encoding="utf-8"))
    assert len(comparisons) > 5
    assert PICTURE.read_text(encoding="utf-8") == as_svg(comparisons)


def test_a_bar_goes_to_the_right_where_ulysse_is_better():
    rows = "| | a | b | c | d |\n|---|---|---|---|---|\n| x & y, s | 1 | ink | 2 | 5.00 · 10.00 · 20.00 |\n"
    rows += "| z | 1 | ink | 2 | 0.0100 |\n".replace("0.0100", "0.0050 · 0.0100 · 0.0200")
    better, worse = comparisons_in(rows)
    assert better == Comparison("x & y, s", "ink", 5, 10, 20)
    shapes = ElementTree.fromstring(as_svg([better, worse])).findall("{*}rect")[1:]
    assert [shape.get("class") for shape in shapes] == ["full", "short"]
    begins = [float(shape.get("x", "")) for shape in shapes]
    ends = [begin + float(shape.get("width", "")) for begin, shape in zip(begins, shapes, strict=True)]
    assert begins[0] == ends[1]
