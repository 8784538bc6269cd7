"""Bytes as they are unpacked: counted, within limits, and known where they break off."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from luksia_nlp.errors import SourceError
from luksia_nlp.reading.inputs import Allowance

# Bytes taken at a time.
_CHUNK = 1 << 16
# How many times larger than packed a file may be. Text packs 3 to 10 times, logs that repeat themselves 50;
# a bomb comes near deflate's most, 1032, or far beyond in .bz2 and .xz.
_LARGEST_RATIO = 200
# Below so many bytes the ratio says nothing: a small file of one line repeated is no danger.
_SMALL = 10_000_000


@dataclass(slots=True)
class Member:
    """A file that lies packed, and what is known of its unpacking, however often it is opened.

    Args:
        shown: What it is called in messages.
        allowance: What it may unpack to, with all that is packed beside it.
        reached: How many bytes of it were ever unpacked.
        lines_end: Where the last whole line among them ends.
        broken: What is wrong with it, once that is known.
        damaged: Whether it is damaged or cut short, not too large.
    """

    shown: str
    allowance: Allowance
    reached: int = 0
    lines_end: int = 0
    broken: SourceError | None = None
    damaged: bool = False


class Tally(io.RawIOBase):
    """A file that counts the bytes that were read of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.count = 0

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """Some of its bytes."""
        data = self._file.read(size)
        if not (data or self.count or not size):
            raise EOFError("it has no bytes")  # which would unpack to nothing, in silence
        self.count += len(data)
        return data

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """As many of its bytes as a buffer holds."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Unpacked(io.RawIOBase):
    def __init__(
        self,
        inner: BinaryIO,
        member: Member,
        packed: Callable[[], int],
        close: Callable[[], None],
        end: int | None,
    ) -> None:
        self._inner, self._member, self._packed, self._close, self._end = inner, member, packed, close, end
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        member = self._member
        most = min(len(buffer), _CHUNK)
        if self._end is not None:
            most = min(most, self._end - self._place)
        if not most:
            return 0
        try:
            if member.allowance.left < 0:
                raise self._too_large()
            data = self._inner.read1(most)  # type: ignore[attr-defined]
        except SourceError as error:
            member.broken = error
            raise
        except Exception as error:  # each way of packing breaks in its own way
            member.damaged = True
            where = f"after {self._place:,} unpacked bytes"
            message = (
                f"is damaged or cut short {where} ({error or type(error).__name__}). What follows is lost"
            )
            member.broken = SourceError(f"{member.shown}: {message}.")
            raise member.broken from error
        buffer[: len(data)] = data
        self._place += len(data)
        line_end = data.rfind(b"\n")
        if self._place > member.reached:
            member.allowance.left -= self._place - member.reached
            member.reached = self._place
            if line_end >= 0:
                member.lines_end = self._place - len(data) + line_end + 1
        self._check()
        return len(data)

    def _check(self) -> None:
        member = self._member
        if member.allowance.left < 0:
            member.broken = self._too_large()
        elif self._place > _SMALL and self._place > _LARGEST_RATIO * max(self._packed(), 1):
            member.broken = SourceError(
                f"{member.shown}: unpacks to more than {_LARGEST_RATIO} times its size, as zip bombs do and "
                "articles do not. If it is none, unpack it and give what it holds."
            )
        else:
            return
        raise member.broken

    def _too_large(self) -> SourceError:
        return SourceError(
            f"{self._member.shown}: with what is packed beside it, unpacks to more than the setting "
            "largest_unpacked allows. Raise it, or pack the articles into several files."
        )

    def close(self) -> None:
        if not self.closed:
            self._close()
        super().close()


def unpacked(
    inner: BinaryIO,
    member: Member,
    packed: Callable[[], int],
    close: Callable[[], None],
    end: int | None = None,
) -> BinaryIO:
    """A packed file's bytes, as they are unpacked.

    Args:
        inner: What unpacks them.
        member: What it is called and may unpack to; what is found out is noted there.
        packed: Gives how many packed bytes were read so far.
        close: Closes it and what it reads.
        end: How many bytes it ends after; None for all.

    Returns:
        A file that cannot seek. Reading it raises a `SourceError` where it breaks off or grows too large.
    """
    return io.BufferedReader(_Unpacked(inner, member, packed, close, end), _CHUNK)
