"""Reading files of labelled examples: a JSON object on each line."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.errors import EvaluationError

Row = TypeVar("Row", bound=BaseModel)


def read_rows(path: Path, form: type[Row], wanted: str) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a file with the numbers of their lines.

    Args:
        path: the file; empty lines in it are passed over.
        form: what a line holds.
        wanted: an example of a line, to be shown where one is wrong.

    Raises:
        EvaluationError: the file cannot be read or a line is not of the form; names the line.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")  # other line ends may stand in a text
    except OSError as error:
        remedy = "name a file that is there and may be read"
        raise EvaluationError(f"{path} cannot be read ({error.strerror}); {remedy}") from error
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path} is not UTF-8 ({error.reason}); save it as UTF-8") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield number, form.model_validate_json(line)
        except ValidationError as error:
            details = error.errors()[0]
            what = " ".join(str(part) for part in (*details["loc"], details["msg"]))
            raise EvaluationError(f"{path}:{number}: {what}; write {wanted}") from error
