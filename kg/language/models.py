"""Opening the exported models."""

from __future__ import annotations

from pathlib import Path

import onnxruntime

from kg.errors import ModelError

WEIGHTS = Path(__file__).parent / "weights"


def open_model(
    path: Path, threads: int = 0, *, spin: bool = True, exact: bool = True
) -> onnxruntime.InferenceSession:
    """The ONNX model in `path`, on the CPU; `threads` = 0 takes all cores.

    Without `spin` its threads sleep between runs, so that a second model does not slow the first.
    Processors without VNNI add pairs of int8 products in 16 bits, which overflow, so that they
    would read an article otherwise, and worse: `exact` keeps them from it (they then take longer).

    ModelError: no such file, or no model in it.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    if exact:
        options.add_session_config_entry("session.x64quantprecision", "1")
    if not spin:
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(f"cannot load the language model {path}: {error}") from error
