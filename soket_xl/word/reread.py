"""A written report read again by another reader (python-docx) before it is handed over."""

from io import BytesIO

from soket_xl.errors import SoketError
from soket_xl.word.model import Heading, ReportModel


def check_written(content: bytes, model: ReportModel, name: str) -> None:
    """Raise SoketError if the Word file `content` does not open, or lacks a heading or annex of `model`."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise SoketError("word.not_verified", file=name, what=type(error).__name__) from error
    shown = [paragraph.text for paragraph in document.paragraphs]
    wanted = [block.text for block in model.blocks if isinstance(block, Heading)]
    wanted += [annex.label for annex in model.annexes]
    for text in wanted:
        if text not in shown:
            raise SoketError("word.not_verified", file=name, what=text)
    if len(document.tables) < len(model.annexes):
        raise SoketError("word.not_verified", file=name, what=model.annexes[0].title)


def check_opens(content: bytes, name: str) -> None:
    """Raise SoketError if the Word file `content` does not open in another reader."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        Document(BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise SoketError("word.not_verified", file=name, what=type(error).__name__) from error
