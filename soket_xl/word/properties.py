"""The custom document properties of a .docx: where a report says which campaign it belongs to."""

from lxml import etree

from soket_xl.word.package import CONTENT_TYPES, PACKAGE_RELATIONS, RELATIONS, Parts, parse, serialise

PROPERTY = "soket_report"
"""The property that names the campaign and the report, "campaign.report"."""
PART = "docProps/custom.xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The format id that Office gives to every custom property."""


def property_of(parts: Parts, name: str) -> str:
    """Return the text of the custom property `name`, "" if there is none."""
    if PART not in parts:
        return ""
    for item in parse(parts[PART], PART):
        if item.get("name") == name:
            return "".join(str(text) for text in item.itertext()).strip()
    return ""


def set_property(parts: Parts, name: str, value: str) -> None:
    """Give the file the custom property `name`; the others stay."""
    if PART in parts:
        root = parse(parts[PART], PART)
    else:
        root = parse(f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}"/>'.encode(), PART)
        _register(parts)
    for item in [item for item in root if item.get("name") == name]:
        root.remove(item)
    taken = [int(pid) for item in root if (pid := item.get("pid", "")).isdecimal() and len(pid) < 10]
    number = str(max(taken, default=1) + 1)
    made = etree.SubElement(root, f"{{{_CUSTOM}}}property", {"fmtid": _FORMAT, "pid": number, "name": name})
    etree.SubElement(made, f"{{{_VT}}}lpwstr").text = value
    parts[PART] = serialise(root)


def _register(parts: Parts) -> None:
    types = parse(parts["[Content_Types].xml"], PART)
    if all(item.get("PartName") != f"/{PART}" for item in types):
        etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{PART}", ContentType=_TYPE)
    parts["[Content_Types].xml"] = serialise(types)
    rels = parse(parts["_rels/.rels"], PART)
    taken = {item.get("Id") for item in rels}
    number = next(n for n in range(1, len(rels) + 2) if f"rIdSk{n}" not in taken)
    attributes = {"Id": f"rIdSk{number}", "Type": f"{RELATIONS}/custom-properties", "Target": PART}
    etree.SubElement(rels, f"{{{PACKAGE_RELATIONS}}}Relationship", attributes)
    parts["_rels/.rels"] = serialise(rels)
