"""The files of a model, and how it is run: what the recognizer and the encoder of sentences share."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from luksia_nlp.errors import EngineError


def read_files(
    folder: Path, digests: Mapping[str, str], remedy: str, error: type[EngineError]
) -> dict[str, bytes]:
    """The contents of files that are exactly what their manifest says.

    Args:
        folder: Where they lie.
        digests: Their names, each with its SHA-256.
        remedy: What to do where one is wrong.
        error: What to raise.

    Raises:
        EngineError: A file is missing or damaged; it is of the class given.
    """
    return {name: read_file(folder / name, digest, remedy, error) for name, digest in digests.items()}


def read_file(path: Path, digest: str, remedy: str, error: type[EngineError]) -> bytes:
    """The content of one file, as `read_files` reads several."""
    try:
        content = path.read_bytes()
    except OSError as cause:
        raise error(f"{path}: is missing or cannot be read ({cause}); {remedy}") from cause
    if hashlib.sha256(content).hexdigest() != digest:
        raise error(f"{path}: is damaged, its digest is not the manifest's; {remedy}")
    return content


def session(path: Path, content: bytes, threads: int | None, remedy: str, error: type[EngineError]) -> Any:
    """An onnxruntime session for a model, on the processor.

    Args:
        path: The model's file, for the message.
        content: Its content.
        threads: How many processor threads to use; None takes `OMP_NUM_THREADS`, or all where it is not set.
        remedy: What to do where it cannot be run.
        error: What to raise then.

    Raises:
        EngineError: onnxruntime cannot run it; it is of the class given.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # errors only; its warnings speak of the machine, not of the model
    # Idle threads that spin take the processor from the other models and from numpy.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if chosen := threads or _threads_told():
        options.intra_op_num_threads = chosen
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as cause:  # onnxruntime's errors share no public class
        raise error(f"{path}: onnxruntime cannot run it ({cause}); {remedy}") from cause


def _threads_told() -> int:
    """The number of threads that the environment asks numeric libraries to use; 0 where it does not.

    onnxruntime does not read it itself: of several processes on one machine each would take all processors.
    """
    told = os.environ.get("OMP_NUM_THREADS", "")
    return int(told) if told.isdecimal() else 0
