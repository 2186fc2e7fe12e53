"""Builds ontology/vocabulary/*.ttl from public sources and the curated files beside them.

    python ontology/build_vocabulary.py --knowledge DIR

The output depends on the inputs only: run it twice and no byte changes. The curated files win over every source.
"""

import argparse
from pathlib import Path

from builder.checks import check, mark_shared_names
from builder.entities import Registry
from builder.leaders import add_leaders
from builder.memberships import Membership, read_memberships
from builder.organizations import add_curated_organizations, add_supranational_bodies
from builder.places import add_places
from builder.sources import Sources, read_yaml
from builder.states import add_capitals, add_former_states, add_states
from builder.writing import write_vocabulary

VOCABULARY = Path(__file__).parent / "vocabulary"


def build(knowledge: Path, vocabulary: Path) -> tuple[Registry, list[Membership]]:
    curated, parties, people, members = (
        read_yaml(vocabulary / f"{stem}.yaml")
        for stem in ("curated", "curated-parties", "curated-leaders", "memberships")
    )
    sources, registry = Sources(knowledge, vocabulary), Registry()
    entity_of_qid = add_states(registry, sources, curated)
    add_former_states(registry, curated)
    add_capitals(registry, sources, curated)
    add_places(registry, curated)
    add_curated_organizations(registry, [*curated["organizations"], *parties["organizations"]])
    add_supranational_bodies(registry, sources)
    add_leaders(registry, sources, people, entity_of_qid)
    memberships = read_memberships(registry, sources, members)
    print(f"names shared by several entities: {mark_shared_names(registry)}")
    check(registry, memberships)
    return registry, memberships


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--knowledge", type=Path, required=True, help="folder of the public sources"
    )
    parser.add_argument(
        "--vocabulary", type=Path, default=VOCABULARY, help="folder of the curated files"
    )
    parser.add_argument("--out", type=Path, default=VOCABULARY, help="where the .ttl files go")
    args = parser.parse_args()
    write_vocabulary(*build(args.knowledge, args.vocabulary), args.out)


if __name__ == "__main__":
    main()
