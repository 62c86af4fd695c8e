"""The published page says what the kept results say."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from studies.simulation import __main__ as command
from studies.simulation import published, recall, worldly
from studies.simulation.bounds import Paired
from studies.simulation.report import page, table


def test_the_page_is_what_the_writer_makes_of_the_results() -> None:
    assert published.README.read_text(encoding="utf-8") == page(
        published.recall(), published.worldly(), published.first()
    )


def test_the_results_are_those_of_the_held_out_seeds() -> None:
    kept, worlds = published.recall(), published.worldly()
    assert kept.seeds == (recall.HELD_OUT[0], recall.HELD_OUT[-1]) == (10_000, 10_059)
    assert worlds.seeds == (worldly.HELD_OUT[0], worldly.HELD_OUT[-1]) == (10_000, 10_999)
    assert [cell.cell for cell in kept.cells] == [cell.name for cell in recall.CELLS]
    assert {gain.pairs for cell in kept.cells for gain in cell.gains.values()} == {60}


def test_a_difference_of_means_is_the_mean_of_differences() -> None:
    for cell in published.recall().cells:
        for policy, gain in cell.gains.items():
            assert gain.mean == pytest.approx(cell.means["product"].exam - cell.means[policy].exam, abs=2e-6)


def test_the_page_says_that_learners_are_simulated_which_seeds_they_are_and_how_it_is_made() -> None:
    text = page(published.recall(), published.worldly(), published.first())
    for said in ("simulated, not human", "Lindsey et al. 2014", "Upadhyay et al. 2020", "10000", "make simulation"):
        assert said in text


def test_every_loss_stands_in_the_page() -> None:
    kept = published.recall()
    losses = (
        page(kept, published.worldly(), published.first()).split("### Where the product is behind")[1].split("###")[0]
    )
    for cell, policy, _ in kept.lost():
        assert f"| {cell} | {policy} |" in losses
    nowhere = [msgspec.structs.replace(c, gains=dict.fromkeys(c.gains, Paired(0.1, 0.01, 60))) for c in kept.cells]
    assert "Nowhere." in page(
        msgspec.structs.replace(kept, cells=tuple(nowhere)), published.worldly(), published.first()
    )


def test_a_missed_target_is_said() -> None:
    kept, worlds = published.recall(), published.worldly()
    lost = [msgspec.structs.replace(c, gains=dict.fromkeys(c.gains, Paired(-0.1, 0.01, 60))) for c in kept.cells]
    assert page(msgspec.structs.replace(kept, cells=tuple(lost)), worlds, published.first()).count("**missed**") >= 2


def test_a_table() -> None:
    assert table(["a", "b"], [["x", "1"]]) == "| a | b |\n| --- | --: |\n| x | 1 |\n"


def test_the_command_writes_the_page_from_the_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "README", tmp_path / "README.md")
    command.main(["tables"])
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == published.README.read_text(encoding="utf-8")
    with pytest.raises(SystemExit, match="nothing is called 'recal'"):
        command.main(["recal"])


def test_results_survive_the_disk(tmp_path: Path) -> None:
    published.write(tmp_path / "r.json", published.recall())
    assert (tmp_path / "r.json").read_bytes() == published.RECALL.read_bytes()
