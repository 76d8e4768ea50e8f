"""The made-up intake is what its truth says: every document reads back, every hostile file comes to what it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.containers.office import PROGRAM
from tests.intake import make_intake, read_truth
from tests.intake.__main__ import main
from tests.intake.agencies import table
from tests.intake.conftest import Intake
from tests.intake.hostile import MAKERS
from tests.intake.reading_back import differences, read_all
from tests.intake.truth import alias_path, truth_path


def test_every_document_reads_back_as_it_was_planned(intake: Intake) -> None:
    assert list(differences(intake.truth, intake.read)) == []
    assert list(differences(intake.last_truth, intake.last_read)) == []


def test_nothing_comes_in_that_the_truth_does_not_know(intake: Intake) -> None:
    known = {each.path for each in intake.truth.documents} | {copy for _, copy in intake.truth.duplicates} | {"manifest.csv"}
    hostile = tuple(each.path for each in intake.truth.hostile)
    assert [path for path in intake.read if path not in known and not path.startswith(hostile)] == []


def test_hostile_files_come_to_what_the_truth_says(intake: Intake) -> None:
    wrong = []
    for hostile in intake.truth.hostile:
        found = [each for path, each in intake.read.items() if path == hostile.path or path.startswith(f"{hostile.path}/")]
        forms = sum(len(each.submission.tables) for each in found if each.submission)
        right = {
            "failed": forms == 0 and any(each.why for each in found),
            "partial": bool(found) and not any(each.passed_over for each in found),
            "read": forms == hostile.documents > 0,
            "passed_over": [each.passed_over for each in found] == [True],
            "ignored": not found,
        }[hostile.outcome]
        if not right:
            wrong.append((hostile, found))
    assert wrong == []
    assert {each.kind for each in intake.truth.hostile} == MAKERS.keys() | {"litter", "name"}


def test_every_kind_of_hostile_file_has_a_maker() -> None:
    assert {each["kind"] for each in table("hostile")["kind"]} == MAKERS.keys()


def test_agencies_are_told_by_the_file_the_folder_or_the_manifest(intake: Intake) -> None:
    departments = {each.name: each.department for each in intake.truth.agencies}
    assert {each.said_by for each in intake.truth.documents} == {"document", "folder", "manifest"}
    for document in intake.truth.documents:
        folders = document.path.replace(".zip/", "/").split("/")[:-1]
        assert folders[0] == departments[document.agency]
        assert (document.agency in folders) == (document.said_by != "manifest" or document.agency == folders[0])
        assert document.said_by != "manifest" or document.path in intake.truth.manifest


def test_other_spellings_are_in_the_alias_table(intake: Intake) -> None:
    known = {alias: name for name, alias, _ in (line.split(",") for line in alias_path(intake.folder).read_text("utf-8-sig").splitlines()[1:])}
    spelt = [each for each in intake.truth.documents if each.printed not in ("", each.agency)]
    assert spelt
    assert all(known[each.printed] == each.agency for each in spelt)


def test_the_manifest_lists_what_the_truth_says(intake: Intake) -> None:
    agencies = {each.path: each.agency for each in intake.truth.documents}
    lines = (intake.folder / "manifest.csv").read_text("utf-8-sig").splitlines()
    assert lines == ["path,agency,year", *(f"{path},{agencies[path]},{intake.truth.year}" for path in intake.truth.manifest)]


def test_duplicates_are_read_alike(intake: Intake) -> None:
    assert intake.truth.duplicates
    for path, copy in intake.truth.duplicates:
        one, other = (intake.read[each].submission for each in (path, copy))
        assert one
        assert other
        assert [form.name for form in one.tables] == [form.name for form in other.tables]


def test_the_truth_lies_beside_and_reads_back(intake: Intake) -> None:
    assert read_truth(intake.folder) == intake.truth
    assert truth_path(intake.folder).parent == intake.folder.parent
    assert not list(intake.folder.rglob("*truth*"))


def test_the_same_seed_gives_the_same_bytes_however_many_processes(tmp_path: Path) -> None:
    for name, processes in (("一", 1), ("二", 2)):
        make_intake(tmp_path / name, submissions=5, projects=8, seed=3, hostile=0.4, processes=processes)
    assert _bytes(tmp_path / "一") == _bytes(tmp_path / "二") != {}


def test_another_seed_gives_other_agencies(tmp_path: Path) -> None:
    made = [make_intake(tmp_path / str(seed), submissions=3, projects=3, seed=seed, containers=("txt",)) for seed in (1, 2)]
    assert made[0].agencies != made[1].agencies


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_only_the_containers_asked_for(tmp_path: Path) -> None:
    truth = make_intake(tmp_path / "报送", submissions=12, projects=12, containers=("csv", "html"))
    assert {each.edition for each in truth.documents} == {"csv", "html"}


@pytest.mark.parametrize(("given", "said"), [
    ({"submissions": 3, "projects": 2}, "3 submissions hold"), ({"submissions": 2, "projects": 121}, "2 submissions hold"),
    ({"containers": ("pages",)}, "unknown containers"),
])
def test_what_cannot_be_made_is_said(tmp_path: Path, given: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make_intake(tmp_path / "报送", **given)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "别人的.txt").write_text("别人的")
    with pytest.raises(ValueError, match="not empty"):
        make_intake(tmp_path, submissions=2, projects=2)
    assert [path.name for path in tmp_path.iterdir()] == ["别人的.txt"]


def test_the_command_says_what_it_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["intake", str(tmp_path / "报送"), "--submissions", "3", "--projects", "5", "--containers", "txt", "--processes", "1"])
    main()
    said = capsys.readouterr().out
    assert "documents: 3\nprojects: 5" in said
    assert str(truth_path(tmp_path / "报送")) in said


@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
def test_older_word_files_are_made_when_asked_for(tmp_path: Path) -> None:
    truth = make_intake(tmp_path / "报送", submissions=2, projects=2, containers=("doc",))
    assert list(differences(truth, {each.path: each for each in read_all(tmp_path / "报送")})) == []
