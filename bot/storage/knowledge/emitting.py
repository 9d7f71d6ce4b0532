"""How our YAML is laid out: ruamel.yaml's round trip with the few rules that it has no option for.

- A list that is the whole file begins at the margin, lists within it two columns in.
- One text is one line, however long: a changed word is then one changed line in a review.
- In ``[…]`` and ``{…}`` the author's line breaks stay, and a list of texts is broken where it
  would pass ``WIDTH`` columns.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.emitter import RoundTripEmitter
from ruamel.yaml.events import CollectionEndEvent, ScalarEvent

WIDTH: Final = 100
_UNLIMITED: Final = 1 << 30


def round_trip() -> YAML:
    """Return what reads and writes YAML with its comments."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _UNLIMITED
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def emit(value: Any) -> str:
    """Return a value that was read or made with ruamel.yaml as text in our layout."""
    yaml = round_trip()
    yaml.Emitter = type("_Emitter", (_Emitter,), {"line_starts": frozenset(_line_starts(value))})
    written = io.StringIO()
    yaml.dump(value, written)
    return written.getvalue()


def _line_starts(value: Any) -> Iterator[int]:
    """Yield which nodes within ``[…]`` and ``{…}`` begin a line, counted as they are written."""
    count = 0

    def walk(node: Any, *, begins: bool) -> Iterator[int]:
        nonlocal count
        if begins:
            yield count
        count += 1
        flow = isinstance(node, CommentedMap | CommentedSeq) and node.fa.flow_style()
        if isinstance(node, CommentedMap):
            places = [node.lc.data.get(key) if node.lc.data else None for key in node]
            for (key, held), begins_line in zip(node.items(), _breaks(node, places), strict=True):
                yield from walk(key, begins=bool(flow and begins_line))
                yield from walk(held, begins=False)
        elif isinstance(node, CommentedSeq):
            places = [node.lc.data.get(i) if node.lc.data else None for i in range(len(node))]
            for held, begins_line in zip(node, _breaks(node, places), strict=True):
                yield from walk(held, begins=bool(flow and begins_line))

    return walk(value, begins=False)


def _breaks(node: Any, places: Sequence[Sequence[int] | None]) -> Iterator[bool]:
    """Tell of each member whether it stood on a later line than the one before it."""
    line = node.lc.line
    for place in places:
        yield place is not None and line is not None and place[0] > line
        line = place[0] if place else None


class _Emitter(RoundTripEmitter):
    """Writes events as text; counts nodes so as to know which of them begin a line."""

    line_starts: frozenset[int] = frozenset()
    _nodes = 0

    def expect_node(self, *args: Any, **kwargs: Any) -> None:
        self._nodes += 1
        super().expect_node(*args, **kwargs)

    def increase_indent(self, *args: Any, **kwargs: Any) -> None:
        in_root_list = [sequence for _, sequence in self.indents.values] == [True]
        super().increase_indent(*args, **kwargs)
        if in_root_list:
            self.indent = self.best_map_indent

    def expect_block_sequence_item(self, *args: Any, **kwargs: Any) -> None:
        offset = self.sequence_dash_offset
        if len(self.indents.values) == 1:
            self.sequence_dash_offset = 0
        if self.column:  # ruamel.yaml 0.19 forgets to put it back after an empty list or mapping
            self.no_newline = False
        super().expect_block_sequence_item(*args, **kwargs)
        self.sequence_dash_offset = offset

    def expect_first_flow_sequence_item(self) -> None:
        self._on_its_line(super().expect_first_flow_sequence_item)

    def expect_flow_sequence_item(self) -> None:
        self._on_its_line(super().expect_flow_sequence_item)

    def expect_first_flow_mapping_key(self) -> None:
        self._on_its_line(super().expect_first_flow_mapping_key)

    def expect_flow_mapping_key(self) -> None:
        self._on_its_line(super().expect_flow_mapping_key)

    def _on_its_line(self, write: Any) -> None:
        """Write a member; a width of nothing makes it begin a line."""
        begins = self._nodes in self.line_starts or self._would_pass()
        if begins and not isinstance(self.event, CollectionEndEvent):
            self.best_width = 0
        write()
        self.best_width = _UNLIMITED

    def _would_pass(self) -> bool:
        """Tell whether the text that comes next passes the width, in a list within no other."""
        if self.flow_level != 1 or self.flow_context[-1] != "[":
            return False
        if not isinstance(self.event, ScalarEvent) or self.column <= (self.indent or 0):
            return False
        quotes = 2 if self.event.style else 0
        behind = 1  # a comma or the closing bracket
        return bool(self.column + 2 + len(self.event.value) + quotes + behind > WIDTH)

    def process_scalar(self) -> None:
        self.best_width = _UNLIMITED
        super().process_scalar()
