import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from index.errors import LibraryError, ReadOnlyIndex, UnknownReport
from index.library import Library
from ingest.facts_json import report_from_json, report_to_json
from ingest.model.report import Report


def test_entry_tells_what_was_stored(library: Library, make_report: Callable[..., Report]) -> None:
    report = make_report()
    outcome = library.add(report)
    (entry,) = library.reports()
    assert (outcome.status, outcome.report_id) == ("added", "linhai_2023")
    assert (entry.id, entry.title, entry.source, entry.department, entry.year) == (
        "linhai_2023",
        "部门整体支出绩效自评报告",
        "linhai_2023.pdf",
        "临海园林局",
        2023,
    )
    assert (entry.kind, entry.page_count, entry.file_kind, entry.sha256) == ("department", 3, "pdf", report.sha256)
    assert (entry.indicator_count, entry.budget_count, entry.text_indexed, entry.original_path) == (1, 1, True, None)


def test_report_comes_back_whole_and_is_kept_in_memory(library: Library, make_report: Callable[..., Report]) -> None:
    report = make_report()
    library.add(report)
    assert library.report("linhai_2023") == report_from_json(report_to_json(report))
    assert library.report("linhai_2023") is library.report("linhai_2023")


def test_unknown_report_is_named(library: Library) -> None:
    with pytest.raises(UnknownReport, match="没有 id 为“nobody”的报告"):
        library.report("nobody")


def test_same_content_is_stored_once_whatever_its_name(library: Library, make_report: Callable[..., Report]) -> None:
    library.add(make_report())
    outcome = library.add(replace(make_report(), id="copy", source="copy.pdf"))
    assert (outcome.status, outcome.report_id, len(library.reports())) == ("unchanged", "linhai_2023", 1)


def test_same_file_read_better_replaces_the_facts(library: Library, make_report: Callable[..., Report]) -> None:
    library.add(make_report())
    library.report("linhai_2023")
    outcome = library.add(replace(make_report(), title="园林局自评报告"))
    assert (outcome.status, library.report("linhai_2023").title) == ("replaced", "园林局自评报告")


def test_new_version_of_a_file_replaces_it_under_its_id(library: Library, make_report: Callable[..., Report]) -> None:
    library.add(make_report())
    outcome = library.add(replace(make_report(prose="全年新建游园三十座。"), source="linhai_2023.pdf"))
    assert (outcome.status, outcome.report_id) == ("replaced", "linhai_2023")
    assert [h.text for h in library.search("新建", by="words")] == ["全年新建游园三十座。"]
    assert library.status().vector_count == library.status().passage_count == 5


def test_replace_false_keeps_the_old_version_beside_the_new(library: Library, make_report: Callable[..., Report]) -> None:
    library.add(make_report())
    outcome = library.add(make_report(prose="全年新建游园三十座。"), replace=False)
    assert (outcome.status, outcome.report_id, len(library.reports())) == ("added", "linhai_2023-2", 2)


def test_two_reports_with_one_file_name_are_both_kept(library: Library, make_report: Callable[..., Report]) -> None:
    library.add(make_report())
    other = replace(make_report(), department="秋水港航局", sha256=hashlib.sha256(b"other").hexdigest())
    outcome = library.add(other)
    assert (outcome.status, outcome.report_id) == ("added", "linhai_2023-2")
    assert library.report("linhai_2023-2").id == "linhai_2023-2"
    assert library.report("linhai_2023").department == "临海园林局"


def test_id_never_holds_what_a_path_may_not(library: Library, make_report: Callable[..., Report], tmp_path: Path) -> None:
    original = tmp_path / "a.PDF"
    original.write_bytes(b"%PDF")
    outcome = library.add(replace(make_report(), id="../../etc/某 报告"), original)
    (entry,) = library.reports()
    assert outcome.report_id == "etc_某_报告"
    assert entry.original_path is not None
    assert entry.original_path.parent == library.folder / "originals"
    assert entry.original_path.read_bytes() == b"%PDF"


def test_removed_report_leaves_nothing(full_library: Library, tmp_path: Path, make_report: Callable[..., Report]) -> None:
    original = tmp_path / "b.pdf"
    original.write_bytes(b"%PDF")
    full_library.add(make_report("gone", 2020, "拆除旧苗圃五处。"), original)
    before = full_library.status()
    full_library.remove("gone")
    after = full_library.status()
    assert (before.passage_count - after.passage_count, before.vector_count - after.vector_count) == (5, 5)
    assert full_library.search("拆除旧苗圃", by="words") == []
    assert all(hit.report_id != "gone" for by in ("vectors", "both") for hit in full_library.search("拆除旧苗圃", by=by))
    assert list((full_library.folder / "originals").iterdir()) == []


def test_ids_of_passages_are_never_used_again(library: Library, make_report: Callable[..., Report]) -> None:
    library.add(make_report())
    first = {hit.passage_id for hit in library.search("园林", by="words")}
    library.remove("linhai_2023")
    library.add(make_report())
    assert first
    assert not first & {hit.passage_id for hit in library.search("园林", by="words")}


@pytest.mark.parametrize("by", ["words", "vectors", "both"])
def test_search_finds_the_passage_with_its_place(full_library: Library, by: str) -> None:
    best = full_library.search("航道疏浚了多少公里", by=by, top_n=3)[0]
    assert (best.report_id, best.path, best.kind) == ("qiushui_2023", ("一、履职情况", "（一）绿地建设"), "prose")
    assert (best.text, best.place.pages) == ("完成航道疏浚四十公里，改造渡口三座。", (1,))
    assert [best.text[s.start : s.end] for s in best.spans] == [best.text]


@pytest.mark.parametrize("by", ["words", "vectors", "both"])
def test_search_stays_within_the_given_reports(full_library: Library, by: str) -> None:
    hits = full_library.search("新建口袋公园", reports=["linhai_2022"], by=by)
    assert {hit.report_id for hit in hits} == {"linhai_2022"}
    assert hits[0].text == "全年新建口袋公园9个，改造街头绿地两处。"


@pytest.mark.parametrize("by", ["words", "vectors", "both"])
def test_search_tells_years_apart_by_the_text_in_front(full_library: Library, by: str, make_report: Callable[..., Report]) -> None:
    full_library.add(make_report("linhai_2021", 2021))
    assert full_library.search("临海园林局2021年新建口袋公园", by=by)[0].report_id == "linhai_2021"


@pytest.mark.parametrize("query", ["", "  ", "？？", '"', "a OR NEAR(", "\x00", "的" * 5000])
def test_search_takes_any_text(full_library: Library, query: str) -> None:
    assert isinstance(full_library.search(query), list)


def test_search_gives_at_most_top_n(full_library: Library) -> None:
    assert [len(full_library.search("园林", top_n=n)) for n in (0, 1, 4)] == [0, 1, 4]


def test_search_of_an_empty_library_finds_nothing(library: Library) -> None:
    assert library.search("园林") == library.search("园林", by="vectors") == []


RESOLVED = [
    ("linhai_2023", "linhai_2023"),
    ("linhai_2023.pdf", "linhai_2023"),
    ("linhai", None),
    ("linhai%", None),
    ("LINHAI_2023.PDF", None),
    ("", None),
]


@pytest.mark.parametrize(("ref", "report_id"), RESOLVED)
def test_resolve(full_library: Library, ref: str, report_id: str | None) -> None:
    assert full_library.resolve(ref) == report_id


def test_resolve_takes_a_file_name_without_its_ending(library: Library, make_report: Callable[..., Report]) -> None:
    library.add(replace(make_report(), source="2023年_自评.v2.docx"))
    assert library.resolve("2023年_自评.v2") == "linhai_2023"
    assert library.resolve("2023年_自评") is None


def test_other_libraries_on_the_same_folder_see_every_change(full_library: Library, make_report: Callable[..., Report]) -> None:
    with Library.open(full_library.folder, embedder=type(full_library._model.embedder({}))(), read_only=True) as reader:  # type: ignore[misc]
        assert reader.search("苗圃", by="vectors", top_n=1)[0].report_id != "new"
        assert reader.report("linhai_2023").year == 2023
        full_library.add(make_report("new", 2024, "扩建苗圃一座。"))
        full_library.add(replace(make_report(), year=2019))
        assert reader.search("扩建苗圃一座", by="vectors", top_n=1)[0].report_id == "new"
        assert reader.report("linhai_2023").year == 2019


def test_read_only_library_refuses_changes(full_library: Library, make_report: Callable[..., Report]) -> None:
    with Library.open(full_library.folder, embedder="none", read_only=True) as reader:
        for change in (lambda: reader.add(make_report()), lambda: reader.remove("linhai_2023"), reader.finish_pending, reader.reembed):
            with pytest.raises(ReadOnlyIndex, match="只读方式打开"):
                change()


def test_threads_add_and_search_at_once(library: Library, make_report: Callable[..., Report]) -> None:
    library.add(make_report())
    faults: list[BaseException] = []

    def work(number: int) -> None:
        try:
            library.add(make_report(f"r{number}", 2000 + number, f"修缮第{number}号游园。"))
            for by in ("words", "vectors", "both"):
                assert library.search("游园", by=by)
            assert library.report(f"r{number}").year == 2000 + number
        except (LibraryError, AssertionError) as error:
            faults.append(error)

    threads = [Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert (len(library.reports()), library.status().vector_count) == (9, 45)
