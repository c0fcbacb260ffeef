"""XML of office files, parsed without trusting it: no entities, no network, no document type."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from posixpath import dirname, join, normpath

from lxml import etree

from ingest.errors import DamagedFile

# ECMA-376 part 2 forbids document type declarations in package parts, so a part that has one is hostile or broken.
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
# UTF-16 hides the declaration from the pattern above behind zero bytes; no office program writes it.
_WIDE = re.compile(rb"\A(?:\xff\xfe|\xfe\xff|<\x00|\x00<|\x00\x00)")


def parse_part(data: bytes, source: str, part: str) -> etree._Element:
    """The root element. Raises DamagedFile for text that is no XML, is nested over 256 deep or declares entities."""
    _refuse_doctype(data, source, part)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise DamagedFile(_broken(source, part, str(error))) from error
    if root is None:
        raise DamagedFile(_broken(source, part, "没有内容"))
    return root


def iterate_part(data: bytes, source: str, part: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Each finished element with one of the `tags` ("{*}row"), emptied after use: a large sheet never stands in memory."""
    _refuse_doctype(data, source, part)
    events = etree.iterparse(BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True, remove_comments=True)
    try:
        for _, element in events:
            yield element
            element.clear()
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise DamagedFile(_broken(source, part, str(error))) from error


def local_name(element: etree._Element) -> str:
    """`p` for `{…/wordprocessingml/2006/main}p`: transitional and strict files differ in the namespace alone."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """The attribute's value by local name, whichever namespace the writer put it in."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child with the local name, then its child, and so on; None where one is missing."""
    for name in names:
        if element is None:
            return None
        element = next((item for item in element if local_name(item) == name), None)
    return element


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """The children with this local name, in order."""
    return [item for item in element if local_name(item) == name]


def related_parts(parts: Mapping[str, bytes], source: str, owner: str) -> dict[str, tuple[str, str]]:
    """Relationship id to (last word of its type, part name) for `owner`, "" being the package itself. External targets are left out."""
    folder, _, name = owner.rpartition("/")
    rels_name = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if rels_name not in parts:
        return {}
    found = {}
    for relation in parse_part(parts[rels_name], source, rels_name):
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target") or ""
        full = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(owner), target))
        found[relation.get("Id") or ""] = ((relation.get("Type") or "").rpartition("/")[2], full)
    return found


def related_part(parts: Mapping[str, bytes], source: str, owner: str, kind: str) -> str | None:
    """The name of the part that `owner` calls its `kind` ("styles"), where the package holds it."""
    return next((part for word, part in related_parts(parts, source, owner).values() if word == kind and part in parts), None)


def _refuse_doctype(data: bytes, source: str, part: str) -> None:
    if _WIDE.match(data):
        raise DamagedFile(_broken(source, part, "不是 UTF-8 编码"))
    if _DOCTYPE.search(data):
        raise DamagedFile(
            f"{source}：部件 {part} 声明了文档类型或实体（<!DOCTYPE / <!ENTITY），办公文件里不允许，疑似攻击，已拒绝。请核对文件来源。"
        )


def _broken(source: str, part: str, seen: str) -> str:
    return f"{source}：部件 {part} 不是完整的 XML，文件已损坏（{seen}）。请重新下载，或用办公软件打开后另存再试。"
