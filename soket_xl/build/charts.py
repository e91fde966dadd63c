"""What the charts of the overview share: their letters, and labels that leave zeros out."""

from typing import Any

from openpyxl.chart.label import DataLabelList
from openpyxl.chart.text import RichText
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RichTextProperties

from soket_xl.build.looks import FONT, INK

NO_ZERO = "0;;;"
"""A number format that shows what is more than zero."""


class Labels(DataLabelList):  # type: ignore[misc]
    """The values of a series beside its bars in a format of their own.

    openpyxl writes no `sourceLinked`; LibreOffice then takes the format of the cells (ECMA-376 part 1, 21.2.2.121).
    """

    tagname = DataLabelList.tagname
    __attrs__, __nested__, __elements__ = DataLabelList.__attrs__, DataLabelList.__nested__, DataLabelList.__elements__

    def __init__(self, color: str) -> None:
        super().__init__(numFmt=NO_ZERO, txPr=letters(9, color, bold=True), showVal=True)
        for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
            setattr(self, name, False)

    def to_tree(self, *names: Any, **options: Any) -> Any:
        """Return the element with its own number format."""
        node = super().to_tree(*names, **options)
        node.find("numFmt").set("sourceLinked", "0")
        return node


def letters(size: float, color: str = INK, bold: bool = False) -> RichText:
    """Return the workbook's font for a part of a chart, `size` in points."""
    looks = CharacterProperties(sz=round(size * 100), b=bold, solidFill=color, latin=Font(typeface=FONT))
    line = Paragraph(pPr=ParagraphProperties(defRPr=looks), endParaRPr=CharacterProperties())
    line.r = []
    return RichText(bodyPr=RichTextProperties(), p=[line])
