"""Reading a knowledge base: folders, decks served together, books."""

from pathlib import Path
from shutil import copytree

import pytest

from bot.errors import KnowledgeError, SettingsError
from bot.storage.knowledge import deck_folders, shipped_knowledge
from bot.storage.knowledge.loader import load_deck, load_decks
from tests.storage.small import ENTRY, edit, problems


def test_a_sound_folder_loads_in_its_order(folder: Path) -> None:
    deck = load_deck(folder)
    assert [entry.id for entry in deck.entries] == ["dl-01", "dl-02"]
    assert str(deck.by_number[1].book[0].pages) == "258-268"
    found = deck.book.find("7.12")
    assert found is not None
    assert (found[0].title.en, found[1].number) == ("Dropout", "7")


def test_the_folder_above_the_deck_will_do(folder: Path) -> None:
    assert load_deck(folder.parent).id == "a-deck"


def test_a_book_may_be_called_what_a_file_of_the_deck_is(folder: Path) -> None:
    (folder.parent / "books" / "a-book.yaml").rename(folder.parent / "books" / "deck.yaml")
    edit(folder.parent / "books" / "deck.yaml", "id: a-book", "id: deck")
    edit(folder / "deck.yaml", "book: a-book", "book: deck")
    assert load_deck(folder).book.id == "deck"
    edit(folder / "deck.yaml", "id: first", "id: second")
    assert problems(folder)[0].startswith("deck.yaml:5:5: the topic second has no file")


def test_a_missing_book_and_a_missing_deck(folder: Path, tmp_path: Path) -> None:
    edit(folder / "deck.yaml", "book: a-book", "book: no-book")
    assert problems(folder)[0].startswith("deck.yaml:3:7: there is no book no-book; write")
    (found,) = problems(tmp_path / "nowhere")
    assert "deck.yaml:1:1: the file cannot be read (No such file or directory);" in found


def test_files_and_decks_that_would_be_overlooked(folder: Path) -> None:
    (folder / "second.yml").write_text("[]")
    (found,) = problems(folder)
    assert found.startswith("second.yml:1:1: the file's name ends in .yml; rename it")
    (folder.parent / "other").mkdir()
    (folder.parent / "other" / "deck.yaml").write_text("{}")
    with pytest.raises(KnowledgeError, match=r"several decks here \(deck, other\); name one"):
        load_deck(folder.parent)


def test_on_yes_and_no_are_words(folder: Path) -> None:
    edit(folder / "first.yaml", "zh: 答。", "zh: no")
    assert load_deck(folder).entries[0].short.zh == "no"


def test_the_shipped_knowledge_base_loads_from_another_place(tmp_path: Path) -> None:
    copytree(shipped_knowledge(), tmp_path / "elsewhere")
    assert len(load_deck(tmp_path / "elsewhere").entries) >= 66


def test_decks_that_are_served_together_have_no_id_in_common(folder: Path) -> None:
    other = folder.parent / "other"
    copytree(folder, other)
    with pytest.raises(KnowledgeError) as caught:
        load_decks((folder, other))
    found = [str(problem).removeprefix(f"{other}/") for problem in caught.value.problems]
    assert found == [
        f"{place}: the id {name} is taken already by {kind} in {folder}; choose another one"
        for place, name, kind in (
            ("deck.yaml:1:5", "a-deck", "the deck"),
            ("first.yaml:1:7", "dl-01", "an entry"),
            ("first.yaml:11:7", "dl-02", "an entry"),
        )
    ]
    edit(other / "deck.yaml", "a-deck", "b-deck")
    (other / "first.yaml").write_text(ENTRY.format(number=3), "utf-8")
    assert [deck.id for deck in load_decks((folder, other))] == ["a-deck", "b-deck"]


def test_folders_are_named_with_their_variable(folder: Path, tmp_path: Path) -> None:
    copytree(folder, folder.parent / "other")
    assert deck_folders((folder.parent, folder)) == (folder, folder.parent / "other")
    (tmp_path / "empty").mkdir()
    for wrong, what in (("gone", "no folder"), ("empty", "no deck.yaml")):
        with pytest.raises(
            SettingsError, match=f"BOT_KNOWLEDGE names {tmp_path / wrong}, .*{what}"
        ):
            deck_folders((folder, tmp_path / wrong))


def test_a_book_that_is_a_file_is_cited_by_its_pages(folder: Path) -> None:
    book, url = folder.parent / "books" / "a-book.yaml", "https://example.org/"
    chapter = load_deck(folder).book.chapters[0]
    pages = chapter.sections[0].pages
    assert load_deck(folder).book.address(pages, chapter) == f"{url}seven.html"
    edit(book, "chapters:", f"pdf: {{url: {url}book.pdf, offset: 14}}\nchapters:")
    assert load_deck(folder).book.address(pages, chapter) == f"{url}book.pdf#page=272"
    edit(book, "offset: 14", "offset: -224")
    with pytest.raises(KnowledgeError, match="page 224 would come before the file's first"):
        load_deck(folder)
