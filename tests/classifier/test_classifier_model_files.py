"""Broken files are refused by file and line; the cache is its own and safe."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import jieba
import pytest

from classifier import BrokenData, Classifier
from classifier.model import SHIPPED
from classifier.segment import Segmenter
from classifier.text import is_han
from classifier.weights import HEADER, read, write
from tests.classifier.invented import rows

ROW = "\t".join(["0"] * 25)


def weights_with(line: str) -> str:
    return f"{HEADER}\n=base\t{ROW}\n=heat\t{ROW.replace('0', '100', 1)}\n{line}\n"


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("weights.tsv", "nonsense\n", 1),
        ("weights.tsv", weights_with("灯\t1\t2"), 4),
        ("weights.tsv", weights_with("灯\t" + ROW.replace("0", "x", 1)), 4),
        ("weights.tsv", f"{HEADER}\n=base\t{ROW}\n", 2),
        ("weights.tsv", f"{HEADER}\n=base\t{ROW}\n=heat\t{ROW}\n", 3),
        ("weights.tsv", weights_with("灯\t" + ROW.replace("0", "100001", 1)), 4),
        ("lexicon.toml", '[worth]\nweak = 1.0\nstrong = inf\n["供电"]\nstrong = ["停电"]\n', 3),
        ("lexicon.toml", '[worth]\nstrong = 3.0\n\n["无此类"]\nstrong = ["灯"]\n', 4),
        ("lexicon.toml", '[worth]\nstrong = 3.0\n["供电"]\nstrnog = ["停电"]\n', 4),
        ("lexicon.toml", '[worth]\nstrong = 3.0\n["供电"]\nstrong = ["停电",\n  "灯||"]\n', 5),
        ("lexicon.toml", '[worth]\nstrong = 3.0\n["供电"]\nstrong = ["停电"\n', 5),
        ("lexicon.toml", '[worth]\nstrong = 3.0\n["供电"]\nstrong = "停电"\n', 4),
        ("lexicon.toml", '[worth]\nstrong = "much"\n["供电"]\nstrong = ["停电"]\n', 2),
        ("urgency.toml", '[danger."火"]\nsign = ["着火"]\n', 2),
        ("urgency.toml", "[perhaps]\nsigns = []\n", 1),
        ("words_user.txt", "楼道灯 100\n飞线\n", 2),
        ("words.txt", "灯 100\n楼道\n", 2),
        ("spellings.txt", "# 说明\n垃圾\n", 2),
        ("traditional.txt", "# 說明\n燈灯 電\n", 2),
        ("urgency.toml", '[groups]\n"人" = 3\n', 2),
        ("urgency.toml", '[urgent]\nsigns = ["爆管",\n"{人}…跑"]\n', 3),
    ],
)
def test_a_broken_file_is_refused_by_name_and_line(tmp_path: Path, name: str, content: str, line: int) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(BrokenData) as refusal:
        Classifier.load(tmp_path)
    assert (refusal.value.path.name, refusal.value.line) == (name, line), refusal.value
    assert str(refusal.value).startswith(f"{tmp_path / name}:{line}: ")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenData):
        Classifier.load(tmp_path / "nowhere")


def test_weights_come_back_as_they_were_written(tmp_path: Path) -> None:
    shipped = read(SHIPPED / "weights.tsv")
    write(tmp_path / "weights.tsv", shipped)
    assert (tmp_path / "weights.tsv").read_bytes() == (SHIPPED / "weights.tsv").read_bytes()


def test_the_model_is_small_and_bears_no_numbers() -> None:
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < 2_000_000
    learnt = read(SHIPPED / "weights.tsv").words
    assert not [word for word in learnt if not all("\u4e00" <= c <= "\u9fd5" for c in word)]
    assert not {"海口", "海南", "龙华", "琼山", "秀英", "美兰"} & set(learnt)


def test_segmentation_is_that_of_jieba(classifier: Classifier) -> None:
    ours = Segmenter(SHIPPED / "words.txt", SHIPPED / "words_user.txt")
    theirs = jieba.Tokenizer(str(SHIPPED / "words.txt"))
    theirs.tmp_dir, theirs.cache_file = ours.tmp_dir, ours.cache_file
    with (SHIPPED / "words_user.txt").open("rb") as words:
        theirs.load_userdict(words)
    texts = [text for name in ("everyday", "danger", "problems") for _, text in rows(f"{name}.tsv")]
    for text in ("飞线充电abc暖气片不热。", "龘龘的垃圾桶", "中华人民共和国", "", *texts):
        assert ours.words(text) == list(filter(is_han, theirs.lcut_for_search(text, HMM=False)))


def test_jiebas_global_tokenizer_is_left_alone(classifier: Classifier) -> None:
    classifier.classify("楼道灯坏了")
    assert not jieba.dt.initialized


LOAD = "from classifier import Classifier; print(Classifier.load().classify('楼道灯坏了').category)"


def load_elsewhere(cache: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LOAD],
        cwd=SHIPPED.parents[1],
        env={"XDG_CACHE_HOME": str(cache), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_starting_at_once_share_an_empty_cache(tmp_path: Path) -> None:
    both = [load_elsewhere(tmp_path) for _ in range(2)]
    assert [process.communicate() for process in both] == [("物业服务\n", "")] * 2
    assert len(list((tmp_path / "chuishao").iterdir())) == 1


def test_a_spoilt_cache_is_made_anew(tmp_path: Path) -> None:
    load_elsewhere(tmp_path).communicate()
    (cache,) = (tmp_path / "chuishao").iterdir()
    cache.write_bytes(b"spoilt")
    assert load_elsewhere(tmp_path).communicate() == ("物业服务\n", "")


def test_without_a_cache_folder_it_still_works(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    said, complaints = load_elsewhere(tmp_path / "file").communicate()
    assert (said, complaints) == ("物业服务\n", "")
