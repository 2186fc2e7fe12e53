"""Opening the exported models."""

from __future__ import annotations

from pathlib import Path

import onnxruntime

from kg.errors import ModelError


def open_model(path: Path, threads: int = 0) -> onnxruntime.InferenceSession:
    """The ONNX model in `path`, on the CPU; `threads` = 0 takes all cores.

    ModelError: no such file, or no model in it.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(f"cannot load the language model {path}: {error}") from error
