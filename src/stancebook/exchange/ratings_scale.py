"""What the values of a table are: numbers, words or sets of labels, and on which scale."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import StancebookError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.exchange.ratings_collector import RatingsTable

Scale = Literal["nominal", "ordinal", "interval", "ratio", "set"]
SCALES: Final[tuple[Scale, ...]] = ("nominal", "ordinal", "interval", "ratio", "set")

_NUMBER: Final = re.compile(r"[-+−]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_WHOLE: Final = re.compile(r"[+\-−]?\d+")
_LAST_EXACT: Final = 2**53
_DECIMAL_COMMA: Final = re.compile(r"[-+−]?\d*,\d+")
_SEPARATORS: Final = (";", "|")
_MOST_STEPS: Final = 11  # 0 to 10 is the longest scale that people answer in steps
_SHOWN: Final = 8
_SHORT: Final = 1e15
"""Below it, whole numbers are shown with all their digits."""


@dataclass(frozen=True)
class Values:
    """The values of a table, understood.

    Attributes:
        scale: The scale they are on.
        categories: All answers there are: as declared, else those that occur; None on numeric scales where
            none were declared. For sets the labels.
        values: What the codes stand for: `categories`, the numbers that occur, or the sets that occur.
        code_of: For each text of the table its place in `values`.
        said: What was guessed, as sentences.
    """

    scale: Scale
    categories: tuple[object, ...] | None
    values: tuple[object, ...]
    code_of: tuple[int, ...]
    said: tuple[str, ...] = ()


def understand(
    table: RatingsTable,
    scale: Scale | None = None,
    categories: Sequence[str] | None = None,
    separator: str | None = None,
) -> Values:
    """Return what the values of a table are.

    Args:
        table: The table.
        scale: The scale, if somebody said; else it is guessed.
        categories: All answers there are, used or not, in their order, if somebody said.
        separator: What stands between the labels of a set.

    Raises:
        StancebookError: Where a value does not fit the scale or the categories, with its line.
    """
    return _Understanding(table, categories, separator).on(scale)


class _Understanding:
    def __init__(self, table: RatingsTable, categories: Sequence[str] | None, separator: str | None) -> None:
        self.table = table
        self.separator = separator
        self.declared = None if categories is None else [category.strip() for category in categories]
        self.numbers = [number_in(text, comma=table.comma) for text in table.values]
        self.said: list[str] = []
        if self.declared is not None:
            twice = next((one for one in self.declared if self.declared.count(one) > 1), None)
            if twice is not None or "" in self.declared:
                what = f"names '{twice}' twice" if twice else "has an empty name in it"
                raise StancebookError(f"--categories {what}")

    def on(self, scale: Scale | None) -> Values:
        """Return the values on a scale, or on the one that fits them best."""
        scale = scale or self._guess()
        match scale:
            case "set":
                return self._sets()
            case "interval" | "ratio":
                return self._measured(scale)
            case _:
                return self._categories(scale)

    def _guess(self) -> Scale:
        separator = self.separator or self._set_separator()
        if separator is not None:
            self.separator = separator
            self._say(f"some values hold '{separator}': taken as sets of labels; say --scale nominal if they are not")
            return "set"
        found = [number for number in self.numbers if number is not None]
        if len(found) < len(self.numbers):
            self._say_words(found)
            return "nominal"
        different = sorted(set(found))
        shown = _listed([show_number(number) for number in different])
        if len(different) <= 2:  # noqa: PLR2004 - between two answers there is one distance
            self._say(f"values are {shown}: taken as nominal (with two values, order changes nothing)")
            return "nominal"
        if len(different) <= _MOST_STEPS and all(number.is_integer() for number in different):
            self._say(f"values are {shown}: taken as ordinal; say --scale nominal if they have no order")
            return "ordinal"
        span = f"{show_number(different[0])} to {show_number(different[-1])}"
        self._say(
            f"values are {len(different)} different numbers from {span}: taken as interval; "
            "say --scale ratio if zero means none at all, --scale ordinal if only their order counts"
        )
        return "interval"

    def _say_words(self, found: list[float]) -> None:
        words = [text for text, number in zip(self.table.values, self.numbers, strict=True) if number is None]
        if found and len(words) <= min(2, len(found)):
            line = self._line_of(words[0])
            self._say(
                f"values are numbers but for '{words[0]}' (line {line}): taken as nominal; "
                f"say --missing '{words[0]}' if that is no rating"
            )
            return
        self._say(
            f"values are {_listed(sorted(self.table.values))}: taken as nominal; "
            "if they have an order, say --scale ordinal --categories LOWEST,…,HIGHEST"
        )

    def _say(self, sentence: str) -> None:
        self.said.append(sentence)

    def _set_separator(self) -> str | None:
        """What parts the labels of sets, if labels that it would part occur in several values."""
        if self.declared is not None:
            return None
        for separator in _SEPARATORS:
            parted = [set(_labels(text, separator)) for text in self.table.values if separator in text]
            if parted:
                others = [set(_labels(text, separator)) for text in self.table.values]
                if all(sum(label in other for other in others) > 1 for label in parted[0]):
                    return separator
        return None

    def _categories(self, scale: Scale) -> Values:
        numeric = all(number is not None for number in self.numbers)
        keys: list[object] = []
        for text, number in zip(self.table.values, self.numbers, strict=True):
            keys.append(_plain(number) if numeric and number is not None else text)
        if self.declared is not None:
            return self._declared(scale, keys, numeric=numeric)
        if scale == "ordinal" and not numeric:
            word = next(text for text, number in zip(self.table.values, self.numbers, strict=True) if number is None)
            message = f"the place of '{word}' on an ordinal scale is not known; say --categories LOWEST,…,HIGHEST"
            raise self._at(word, message)
        values = tuple(sorted(set(keys), key=lambda key: key if numeric else str(key)))  # type: ignore[arg-type, return-value]
        self._warn_of_spellings()
        place = {value: i for i, value in enumerate(values)}
        return Values(scale, values, values, tuple(place[key] for key in keys), tuple(self.said))

    def _declared(self, scale: Scale, keys: list[object], *, numeric: bool) -> Values:
        declared: list[object] = list(self.declared or ())
        as_numbers = [number_in(str(one), comma=False) for one in declared]
        if numeric and None not in as_numbers:
            declared = [_plain(number) for number in as_numbers if number is not None]
        place = {value: i for i, value in enumerate(declared)}
        for text, key in enumerate(keys):
            if key not in place:
                raise self._not_declared(text, str(key), declared)
        return Values(scale, tuple(declared), tuple(declared), tuple(place[key] for key in keys), tuple(self.said))

    def _measured(self, scale: Scale) -> Values:
        numbers: list[float] = []
        for text, number in zip(self.table.values, self.numbers, strict=True):
            if number is None:
                if _WHOLE.fullmatch(text):
                    raise self._at(
                        text, f"{text[:40]} lies at or beyond ±2^53, where whole numbers cannot be told apart"
                    )
                what = "a number for an interval scale" if scale == "interval" else "a number for a ratio scale"
                raise self._at(text, f"'{text}' is not {what} (--missing '{text}' if it is no rating)")
            if scale == "ratio" and number < 0:
                message = f"{show_number(number)} is negative, and a ratio scale has none; say --scale interval"
                raise self._at(text, message)
            numbers.append(number)
        if self.declared is not None:
            return self._declared(scale, [_plain(number) for number in numbers], numeric=True)
        values = sorted(set(numbers))
        place = {value: i for i, value in enumerate(values)}
        return Values(scale, None, tuple(values), tuple(place[number] for number in numbers), tuple(self.said))

    def _sets(self) -> Values:
        separator = self.separator or self._set_separator() or ";"
        sets = [frozenset(_labels(text, separator)) for text in self.table.values]
        found = sorted({label for one in sets for label in one})
        declared = found if self.declared is None else self.declared
        for text, chosen in enumerate(sets):
            for label in sorted(chosen):
                if label not in declared:
                    raise self._not_declared(text, label, declared)
        values = tuple(dict.fromkeys(sets))
        place = {value: i for i, value in enumerate(values)}
        return Values("set", tuple(declared), values, tuple(place[one] for one in sets), tuple(self.said))

    def _not_declared(self, text: int, shown: str, declared: Sequence[object]) -> StancebookError:
        known = [str(one) for one in declared]
        hint = did_you_mean(shown, known).replace("; there are ", "; they are ").replace("; there is ", "; it is ")
        return self._at(self.table.values[text], f"'{shown}' is not one of the declared categories{hint}")

    def _at(self, text: str, message: str) -> StancebookError:
        return self.table.problem(self._first(text), message)

    def _line_of(self, text: str) -> int:
        return int(self.table.line[self._first(text)])

    def _first(self, text: str) -> int:
        found = (self.table.value == list(self.table.values).index(text)).nonzero()[0]
        return int(found[self.table.line[found].argmin()])

    def _warn_of_spellings(self) -> None:
        spelt: dict[str, str] = {}
        for text in self.table.values:
            other = spelt.setdefault(" ".join(text.casefold().split()), text)
            if other != text and number_in(text) is None:
                self._say(f"'{other}' and '{text}' count as different answers")
                return


def number_in(text: str, *, comma: bool = False) -> float | None:
    """Return the number that a text is, or None; ``−1`` and ``+1`` are numbers, NaN and infinity are not.

    Args:
        text: A cell.
        comma: Whether a comma may be the decimal sign.
    """
    if comma and _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text.replace("−", "-"))
    # Beyond 2^53 neighbouring whole numbers would become one answer: they are names, not quantities.
    exact = abs(number) < _LAST_EXACT or not _WHOLE.fullmatch(text)
    return number if math.isfinite(number) and exact else None


def show_number(number: float) -> str:
    """Return a number as people write it: whole ones without a point."""
    return str(int(number)) if number.is_integer() and abs(number) < _SHORT else f"{number:.10g}"


def _plain(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def _labels(text: str, separator: str) -> list[str]:
    inside = text[1:-1] if text[:1] + text[-1:] in {"{}", "[]"} else text
    return [label.strip() for label in inside.split(separator) if label.strip()]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
