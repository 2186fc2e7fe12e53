"""Where the files that ship with the package lie.

`ontology/` is a top-level folder of the repository and is packed as `kg/_ontology`.
"""

from pathlib import Path

from kg.errors import OntologyError

PACKAGE = Path(__file__).parent
SAMPLES = PACKAGE / "samples" / "articles"


def ontology_dir() -> Path:
    """The folder with kg.ttl, shapes.ttl, plover.ttl and vocabulary/."""
    for folder in (PACKAGE / "_ontology", PACKAGE.parent / "ontology"):
        if (folder / "kg.ttl").exists():
            return folder
    raise OntologyError(
        f"ontology files not found beside {PACKAGE}: reinstall the package (pip install newskg)"
    )
