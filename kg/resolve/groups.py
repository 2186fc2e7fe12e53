"""Groups without a name of their own: "pro-Borland rebels", "the West", "Avarian dissidents".

The words do not tell that two articles mean the same people: rebels, dissidents and allies of one
state differ from year to year, and may fight each other. So such a group is an entity of its
article alone, but for those that every article means alike, as "the West".
"""

from __future__ import annotations

from collections import Counter

from kg.records import Chain, Entity, MentionType, slug
from kg.resolve.case import Case
from kg.resolve.scores import Score
from kg.resolve.setting import document_scoped_id
from kg.vocabulary.groups import GROUP, group_words, main_state


def link_group(case: Case, chain: Chain) -> None:
    """Link a chain that has no name if its words describe a group; others stay out."""
    words = group_words()
    described = [(text, kind) for text in chain.nominals if (kind := words.type_of(text))]
    if not described:
        return
    shared = next(filter(None, (words.shared_by(text) for text, _ in described)), None)
    # "EU states" before "member states": the one with a name in it.
    told = next((one for one in described if one[0] != one[0].lower()), described[0])
    label, kind = (shared.label, GROUP) if shared else told
    identifier = slug(label)
    if shared is None or case.vocabulary.get(identifier) is not None:
        identifier = document_scoped_id(chain)
    entity = Entity(identifier, MentionType.ORGANIZATION, label, (label,), organization_type=kind)
    case.link(chain, entity, Score.SAME_NAME if shared else Score.UNRESOLVED)


def state_of_article(case: Case, document: str) -> str:
    """The state whose mentions are most of those of states in an article, or ""."""
    counts: Counter[str] = Counter()
    for chain in case.chains:
        entity = case.entity_of(chain.id)
        if chain.document == document and entity in case.states_in(document):
            counts[entity] += len(chain.mentions)
    return main_state(counts) or ""
