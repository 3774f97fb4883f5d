"""Command line: classify a sentence, learn from a labelled file, see how well a model does."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from classifier import evaluation, training, weights
from classifier.errors import ClassifierError
from classifier.explain import explained
from classifier.model import Classifier

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)
ASK_BELOW = 0.8
Model = Annotated[Path | None, typer.Option(help="Folder of a model; default: the one shipped.")]


@app.command()
def classify(text: str, model: Model = None) -> None:
    """Print the verdict for one sentence as JSON."""
    verdict = Classifier.load(model).classify(text)
    typer.echo(json.dumps(asdict(verdict), ensure_ascii=False, indent=2))


@app.command()
def explain(
    text: str, model: Model = None, ask_below: Annotated[float, typer.Option(help="The threshold, 0-1.")] = ASK_BELOW
) -> None:
    """Print the whole way from one sentence to its verdict: words, weights, sums, urgency, whether to ask."""
    typer.echo(explained(Classifier.load(model).account(text), ask_below))


@app.command()
def train(file: Path, out: Annotated[Path, typer.Option(help="Folder to write weights.tsv into.")]) -> None:
    """Learn weights from a labelled file (columns `category` and `text`); a few minutes for some thousand rows."""
    learnt = training.train(training.read(file), lambda line: typer.echo(line, err=True))
    out.mkdir(parents=True, exist_ok=True)
    weights.write(out / "weights.tsv", learnt)


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
