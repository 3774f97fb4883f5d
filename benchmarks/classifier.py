"""What a verdict costs: microseconds per message beside plain `jieba.lcut`, time to be ready, memory, files.

    python -m benchmarks.classifier [ROUNDS]

Processor time, the least of the rounds: on a shared machine the others measure the neighbours. What is compared with
`jieba.lcut` is measured by turns with it. Ready and memory are those of a process of its own, with a warm cache.
LinearSVC and fastText stand beside it in `benchmarks/baselines.py`, which needs sentences to learn from.
"""

import subprocess
import sys
import time
from collections.abc import Callable

import jieba

from classifier import Classifier
from classifier.model import SHIPPED
from tests.classifier.invented import rows

LONG = (
    "我们小区3号楼2单元的楼道灯坏了快一个月了，晚上黑得很，老人上下楼摔过一次，找物业好几次也没有人来修理",
    "楼下的烧烤店天天晚上营业到凌晨两三点，油烟味很大，客人喝酒划拳吵得全楼睡不着觉，希望尽快有人来管一管",
    "从上周五开始暖气就一直不热，家里只有十四五度，孩子和老人都冻感冒了，给热力公司打电话总说在排队等着维修",
    "小区门口的马路上每天早晚都停满了车，占了两条道，接送孩子的家长过不去，公交车也堵在那里，很容易出事故",
)
SHORT = ("路灯不亮", "3号楼路灯不亮了，还有垃圾没人收", "暖气不热，才十五度", "有人在楼道给电动车充电")
READY = """
import time
began = time.perf_counter()
from classifier import Classifier
imported = time.perf_counter()
Classifier.load().classify("路灯不亮")
done = time.perf_counter()
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(imported - began, done - imported, int(peak) / 1024)
"""


def least(task: Callable[[], object], rounds: int, times: int = 50) -> float:
    """Microseconds of processor time that `task` takes in its best round."""
    best = float("inf")
    for _ in range(rounds):
        began = time.thread_time()
        for _ in range(times):
            task()
        best = min(best, (time.thread_time() - began) / times * 1e6)
    return best


def each(act: Callable[[str], object], texts: tuple[str, ...]) -> Callable[[], None]:
    def task() -> None:
        for text in texts:
            act(text)

    return task


def beside(act: Callable[[str], object], texts: tuple[str, ...], rounds: int) -> tuple[float, float]:
    """Microseconds a message, and those of `jieba.lcut`, by turns."""
    turns = [(least(each(act, texts), 1), least(each(jieba.lcut, texts), 1)) for _ in range(rounds)]
    return min(mine for mine, _ in turns) / len(texts), min(plain for _, plain in turns) / len(texts)


def unheard(rounds: int) -> float:
    """Microseconds a message of 50 characters that was never heard, by a classifier that has heard 750 others."""
    said = "，".join(text for _, text in rows("everyday.tsv"))
    fresh = tuple(said[at : at + 50] for at in range(0, len(said) - 50, 50))
    heard = tuple(text for table in ("danger", "spoken", "problems", "urgency") for _, text in rows(f"{table}.tsv"))
    best = float("inf")
    for _ in range(rounds):
        classifier = Classifier.load()
        each(classifier.classify, heard)()
        best = min(best, least(each(classifier.classify, fresh), 1, 1))
    return best / len(fresh)


def ready(rounds: int) -> tuple[float, ...]:
    """Seconds to import, seconds from there to the first verdict, MB of the process: the least of each."""
    runs = [subprocess.run([sys.executable, "-c", READY], check=True, capture_output=True) for _ in range(rounds)]
    return tuple(min(column) for column in zip(*(map(float, run.stdout.split()) for run in runs), strict=True))


def main(rounds: int) -> None:
    classifier = Classifier.load()
    jieba.setLogLevel("WARNING")
    jieba.initialize()
    print("| what | µs a message | jieba.lcut | ratio |\n|---|---|---|---|")
    for name, texts in (("50 characters", LONG), ("a chat line, 4-16 characters", SHORT)):
        for what, act in (("classify", classifier.classify), ("problems", classifier.problems)):
            cost, plain = beside(act, texts, rounds)
            print(f"| {what}, {name} | {cost:.0f} | {plain:.0f} | {cost / plain:.2f} |")
    print(f"| classify, 50 characters never heard before | {unheard(min(rounds, 8)):.0f} | | |")
    imported, loaded, memory = ready(max(3, rounds // 5))
    size = sum(file.stat().st_size for file in SHIPPED.iterdir()) / 1e6
    print(f"\nimport {imported:.3f} s, load and first verdict {loaded:.3f} s, {memory:.0f} MB; files {size:.2f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
