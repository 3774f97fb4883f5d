"""Command line: classify a sentence, learn from a labelled file, see how well a model does."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from classifier import evaluation, training, weights
from classifier.errors import ClassifierError
from classifier.explain import explained
from classifier.model import Classifier

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)
WEIGHTS = "weights.tsv"
Model = Annotated[Path | None, typer.Option(help="Folder of a model; default: the one shipped.")]


@app.command()
def classify(text: str, model: Model = None) -> None:
    """Print the verdict for one sentence as JSON."""
    verdict = Classifier.load(model).classify(text)
    typer.echo(json.dumps(asdict(verdict), ensure_ascii=False, indent=2))


@app.command()
def explain(
    text: str,
    model: Model = None,
    ask_below: Annotated[float | None, typer.Option(help="The threshold, 0-1; default: the model's.")] = None,
) -> None:
    """Print the whole way from one sentence to its verdict: words, weights, sums, urgency, whether to ask."""
    classifier = Classifier.load(model)
    typer.echo(explained(classifier.account(text), classifier.ask_below if ask_below is None else ask_below))


@app.command()
def train(
    file: Path,
    out: Annotated[Path, typer.Option(help="Folder to write weights.tsv into.")],
    kept: Annotated[
        Path | None, typer.Option("--must-not-lose", help="Labelled corrections to do no worse on.")
    ] = None,
    model: Annotated[Path | None, typer.Option(help="With --must-not-lose: the present model.")] = None,
) -> None:
    """Learn weights from a labelled file (columns `category` and `text`); a few minutes for some thousand rows.

    Nothing is written when the new model does worse on the corrections than the present one.
    """
    corrections = training.read(kept) if kept else []
    learnt = training.train(training.read(file), lambda line: typer.echo(line, err=True))
    with TemporaryDirectory() as fresh:
        weights.write(Path(fresh) / WEIGHTS, learnt)
        if corrections:
            training.must_not_lose(corrections, Classifier.load(model), Classifier.load(Path(fresh)))
    out.mkdir(parents=True, exist_ok=True)
    weights.write(out / WEIGHTS, learnt)


@app.command()
def evaluate(
    file: Path, model: Model = None, as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False
) -> None:
    """Compare the verdicts with a labelled file (columns `category`, `text`, and `title` where there is one)."""
    rows = training.read(file)
    classifier = Classifier.load(model)
    found = evaluation.report([row.category for row in rows], [classifier.classify(row.text) for row in rows])
    typer.echo(json.dumps(asdict(found), ensure_ascii=False) if as_json else evaluation.as_text(found))


def main() -> None:
    """Run a command; a refusal is one line on stderr and exit code 2."""
    try:
        app()
    except ClassifierError as refusal:
        typer.echo(refusal, err=True)
        raise SystemExit(2) from refusal


if __name__ == "__main__":
    main()
