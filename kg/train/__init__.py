"""Training: corpus readers, the multi-task model, fitting and export (extra `train`)."""
