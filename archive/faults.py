"""What is wrong with an archive, each a line a person can act on (spec/archive.md, "Commands")."""

from collections.abc import Iterator
from dataclasses import dataclass, field

LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: `line` is the physical line where the record starts, None where it is the file itself."""

    file: str
    line: int | None
    what: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.what}"


@dataclass
class Faults:
    """All faults of one archive, in any order; read back by file and line."""

    files: tuple[str, ...]
    _found: list[Fault] = field(default_factory=list)

    def add(self, file: str, line: int | None, what: str) -> None:
        """Note one."""
        self._found.append(Fault(file, line, what))

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Fault]:
        """File by file in the order of the form, then strangers; within a file by line."""
        order = {file: place for place, file in enumerate(self.files)}
        return iter(
            sorted(
                self._found,
                key=lambda fault: (
                    order.get(fault.file, len(order)),
                    fault.file,
                    fault.line or 0,
                    fault.what,
                ),
            )
        )


def on_one_line(text: str) -> str:
    """The text with every sign that does not print, a line's end too, written as its code."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def quoted(text: str) -> str:
    """A cell as a fault shows it: on one line, and not at any length."""
    shown = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"
    return f"“{on_one_line(shown)}”"
