"""Write the dumps of earlier revisions that are missing."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.storage.upgrade import FOLDER, bring_to, dump, load, revisions

for before, revision in pairwise(revisions()[:-1]):
    file = FOLDER / f"{revision}.sql"
    if file.exists():
        continue
    with TemporaryDirectory() as folder:
        database = Path(folder) / "bot.db"
        load(before, database)
        bring_to(revision, database)
        file.write_text(dump(database), "utf-8")
