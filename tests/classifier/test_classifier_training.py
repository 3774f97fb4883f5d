"""Learning from a labelled file, and the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from classifier import BrokenData, Classifier, DoesWorse
from classifier.__main__ import app
from classifier.evaluation import report
from classifier.model import trusted
from classifier.training import place_names, read
from classifier.trust import Outcome, Trust, fit, threshold
from tests.classifier.invented import HERE

INVENTED = [("供电", "停电的小屋{}"), ("燃气", "气表走得快{}"), ("其他", "咕噜咕噜响{}")]


def labelled(folder: Path, repeats: int = 12) -> Path:
    lines = [f"{category}\t{text.format('呀' * n)}" for n in range(repeats) for category, text in INVENTED]
    file = folder / "labelled.tsv"
    file.write_text("category\ttext\n" + "\n".join(lines) + "\n", "utf-8")
    return file


def run(*words: str | Path) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_what_was_trained_is_used_and_is_the_same_every_time(tmp_path: Path) -> None:
    file = labelled(tmp_path)
    for out in ("one", "two"):
        run("train", file, "--out", tmp_path / out)
    assert (tmp_path / "one/weights.tsv").read_bytes() == (tmp_path / "two/weights.tsv").read_bytes()
    assert Classifier.load(tmp_path / "one").classify("咕噜咕噜").category == "其他"


def test_a_model_that_loses_kept_corrections_is_not_written(tmp_path: Path) -> None:
    kept = tmp_path / "kept.tsv"
    kept.write_text("category\ttext\n供电\t咕噜咕噜咕噜\n其他\t停电了\n", "utf-8")
    swapped = (
        labelled(tmp_path).read_text("utf-8").replace("其他\t", "@").replace("供电\t", "其他\t").replace("@", "供电\t")
    )
    (tmp_path / "swapped.tsv").write_text(swapped, "utf-8")
    run("train", tmp_path / "swapped.tsv", "--out", tmp_path / "present", "--must-not-lose", kept)
    new = ["train", tmp_path / "labelled.tsv", "--out", tmp_path / "new", "--must-not-lose", kept]
    result = CliRunner().invoke(app, [str(word) for word in (*new, "--model", tmp_path / "present")])
    assert isinstance(result.exception, DoesWorse)
    assert result.exception.lost == (2,)
    assert not (tmp_path / "new").exists()


def test_trust_learns_what_is_seldom_right() -> None:
    surely = [Outcome(0, 0.9, number % 10 > 0) for number in range(200)]
    vainly = [Outcome(1, 0.9, number % 2 > 0) for number in range(200)]
    trust = fit(surely + vainly)
    assert trust.of(0, 0.9) == pytest.approx(0.9, abs=0.02)
    assert trust.of(1, 0.9) == pytest.approx(0.5, abs=0.02)
    assert trust.of(0, 0.5) < trust.of(0, 0.9) < trust.of(0, 1.0) < 1
    assert trust.ask_below == 1.0, "no confidence has 97 % right"


def test_the_threshold_is_where_97_percent_are_right() -> None:
    told = [(0.9, True)] * 97 + [(0.8, False)] * 3 + [(0.7, False)] * 100
    assert threshold(told) == (0.8, 0.5)
    assert threshold([]) == (1.0, 0.0)


def test_trust_keeps_the_order_and_the_sum() -> None:
    ranked = (("供电", 0.6), ("燃气", 0.39), ("其他", 0.01))
    doubted = trusted(ranked, Trust(1.0, (-5.0,) * 25, 1.0))
    assert [category for category, _ in doubted] == ["供电", "燃气", "其他"]
    assert sum(chance for _, chance in doubted) == pytest.approx(1)
    assert doubted[0][1] == pytest.approx(doubted[1][1])


def test_rows_that_the_handler_did_not_agree_with_do_not_teach_trust(tmp_path: Path) -> None:
    file = tmp_path / "agree.tsv"
    file.write_text("category\ttext\tagree\n供电\t停电\t1\n供电\t停水\t0\n", "utf-8")
    assert [row.agreed for row in read(file)] == [True, False]


def test_classify_prints_the_verdict_as_json() -> None:
    verdict = json.loads(run("classify", "3号楼2单元楼道灯坏了，黑得很"))
    assert verdict["category"] == "物业服务"
    assert verdict["urgency"] == "normal"
    assert len(verdict["ranked"]) == 25


def test_evaluate_counts() -> None:
    found = json.loads(run("evaluate", HERE / "everyday.tsv", "--json"))
    assert found["rows"] == 241
    assert found["accuracy"] > 0.95
    assert "accuracy" in run("evaluate", HERE / "everyday.tsv")


def test_a_report_is_reckoned_by_hand(classifier: Classifier) -> None:
    verdicts = [classifier.classify(text) for text in ("路灯不亮", "停电了", "停电了", "电梯坏了")]
    found = report(["市政设施", "供电", "市政设施", "电梯"], verdicts)
    assert (found.rows, found.accuracy, found.sure) == (4, 0.75, 0.75 if verdicts[2].confidence < 0.5 else found.sure)
    lamps = next(one for one in found.classes if one.category == "市政设施")
    assert (lamps.rows, lamps.precision, lamps.recall) == (2, 1.0, 0.5)
    assert lamps.f1 == pytest.approx(2 / 3)
    assert found.mistaken == (("市政设施", "供电", 1),)


def test_streets_are_not_learnt() -> None:
    texts = ["和平路停电", "和平路路灯", "和平街漏水", "停电"]
    assert place_names(texts, {"和平", "停电"}) == {"和平"}


@pytest.mark.parametrize(("content", "line"), [("a\tb\n", 1), ("category\ttext\n供电\t好\n无\t好\n", 3)])
def test_a_labelled_file_is_checked(tmp_path: Path, content: str, line: int) -> None:
    file = tmp_path / "labelled.tsv"
    file.write_text(content, "utf-8")
    with pytest.raises(BrokenData, match=f"labelled.tsv:{line}:"):
        read(file)
