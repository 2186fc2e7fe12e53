"""Who holds the post of a role phrase: beside it, in apposition, listed after it, or by a verb."""

from __future__ import annotations

from dataclasses import replace

from kg.extract import phrases
from kg.extract.coordinated_titles import share_titles
from kg.extract.draft import Draft, Spot
from kg.extract.phrases import POSSESSIVES
from kg.extract.roles import Role, RoleLexicon, is_body, is_person
from kg.extract.tenure import stated_holders
from kg.extract.title_bodies import following_body
from kg.language.plain import Token

_COMMAS = frozenset({",", "(", "–", "—", "-", ":"})
_CASES = frozenset({"of", "at", "for", "in", "to", "from", "with", "on"})
_BEFORE_TITLE = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "both", "also"})
_MARKS = frozenset({'"', "“", "'", "‘"})
_BREAKS = frozenset({"ADP", "AUX", "CCONJ", "SCONJ", "VERB"})
_LONGEST_COMPLEMENT = 18


def find_holders(draft: Draft, lexicon: RoleLexicon, roles: list[Role]) -> list[Role]:
    """The roles with their holders; one role for each where several hold the post."""
    finder = _HolderFinder(draft, lexicon, roles)
    held: list[list[Role]] = []
    for role in roles:
        spots = finder.holders(role)
        if len(spots) == 1:
            finder.held[role.head.i] = spots[0]
        if spots and role.body is None and not role.plural:
            _body_after_name(draft, role, spots[0])
        # The first holder last: whoever asks for the one holder of the phrase gets him.
        held.append([replace(role, holder=spot) for spot in reversed(spots)] or [role])
    share_titles(draft, finder.complement_end, held)
    return [role for several in held for role in several]


class _HolderFinder:
    def __init__(self, draft: Draft, lexicon: RoleLexicon, roles: list[Role]) -> None:
        self.draft = draft
        self.doc = draft.doc
        self.lexicon = lexicon
        self.starting = {role.span.start: role for role in roles}
        self.lefts = {role.left for role in roles}
        self.ending = {role.span.end: role for role in roles}
        self.held: dict[int, Spot] = {}  # head of a title → who holds the post
        self.named: set[int] = set()  # first tokens of names that close a phrase before them

    def holders(self, role: Role) -> list[Spot]:
        if role.plural and not self._is_partitive(role):
            found = self._listed(role) or self._listed_before(role)
        else:
            beside = self._beside(role)
            found = [beside] if beside is not None else []
        return found or stated_holders(self.draft, self.lexicon, role, self.held)

    # -- beside ---------------------------------------------------------------------------

    def _beside(self, role: Role) -> Spot | None:
        doc = self.doc
        owns = doc[role.right : role.right + 1].text in POSSESSIVES
        if owns and role.right == role.span.end:
            return None  # "the president's adviser" is no president
        person = self._name_at(role.right)
        end = self.complement_end(role.right)
        if person is None and end > role.right and not self._stands_inside(end):
            person = self._name_at(end)
        if person is not None:
            return person
        left = self._person_before(role)
        if left is not None and self._begins_clause(role, left):
            left = None
        claimed = left is not None and self._span(left)[0] in self.named
        if left is not None and not claimed:
            return left
        end = self._after_aside(end)
        if end + 1 < len(doc) and doc[end].text in _COMMAS:
            person = self._name_at(end + 1)
            if person is not None and self._in_apposition(role, person, end, parsed=claimed):
                self.named.add(self._span(person)[0])
                return person
        return left or self._apposed_to(role)

    def _person_at(self, index: int) -> Spot | None:
        spot = self.draft.actor_at.get(index)
        if not is_person(spot):
            return None
        token = self.doc[index]
        title = self._is_prefix(token) or token.lower_.rstrip(".") in self.lexicon.heads
        alone = spot.end - spot.start == len(token)
        return None if title and alone else spot  # "Hon" taken for a name

    def _is_prefix(self, token: Token) -> bool:
        return token.lower_.rstrip(".") in self.lexicon.prefixes

    def _span(self, spot: Spot) -> tuple[int, int]:
        found = self.doc.char_span(spot.start, spot.end, alignment_mode="expand")
        return (found.start, found.end) if found is not None else (0, 0)

    def _name_at(self, index: int) -> Spot | None:
        """The person named from `index` on, after "(NPA)", "Mr", "Colonel"."""
        doc = self.doc
        if index + 2 < len(doc) and doc[index].text == "(" and doc[index + 2].text == ")":
            index += 3
        while index < len(doc):
            person = self._person_at(index)
            if person is not None:
                return person
            rank = self.starting.get(index)
            if rank is not None and not rank.plural and rank.body is None:
                index = rank.span.end
            elif self._is_prefix(doc[index]) or doc[index].text in _MARKS:
                index += 1
            else:
                return None
        return None

    def complement_end(self, right: int) -> int:
        """The token after "of the Chamber of Commerce and Industry"; `right` if there is none."""
        doc, at = self.doc, right
        if at >= len(doc) or doc[at].lower_ not in _CASES:
            return right
        while at < min(len(doc), right + _LONGEST_COMPLEMENT):
            token = doc[at]
            if self._person_at(at) is not None:
                if not self._stands_inside(at):
                    break
            elif token.is_sent_start or not self._may_complement(token):
                break
            at += 1
        return at

    def _may_complement(self, token: Token) -> bool:
        if token.is_punct or token.is_space:
            return token.text in POSSESSIVES | {"-", "(", ")", "/"}
        if token.pos_ in {"VERB", "AUX", "SCONJ"}:
            return token.dep_ in {"amod", "compound"}
        if token.pos_ == "PRON":
            return token.dep_ == "nmod:poss"
        if token.lower_ in {"and", "&"}:
            coming = token.i + 1
            while coming < len(self.doc) and self.doc[coming].lower_ in _BEFORE_TITLE:
                coming += 1
            return coming not in self.lefts
        return True

    def _stands_inside(self, index: int) -> bool:
        """Whether a name at `index` belongs to the complement: "spokesman for Mr Novak"."""
        before = index - 1
        while before > 0:
            role = self.ending.get(before + 1)
            if self._is_prefix(self.doc[before]):
                before -= 1
            elif role is not None:
                if not (role.word.rank or (len(role.span) == 1 and role.body is None)):
                    return True
                before = role.left - 1
            else:
                break
        inside = self._person_at(before) is self._person_at(index)
        return inside or self.doc[before].pos_ in {"ADP", "DET", "CCONJ"}

    # -- in apposition --------------------------------------------------------------------

    def _person_before(self, role: Role) -> Spot | None:
        """ "Anna Lind, 54, the outspoken chancellor"."""
        doc, left = self.doc, role.left - 1
        while left > 0 and not doc[left + 1].is_sent_start:
            token = doc[left]
            skipped = token.lower_ in _BEFORE_TITLE or token.pos_ == "NUM" or token.lower_ == "of"
            if not skipped and (token.pos_ in _BREAKS or not role.head.is_ancestor(token)):
                break
            if token.is_punct:
                break
            if self._person_at(left) is not None and doc[left + 1].text not in POSSESSIVES:
                break
            left -= 1
        if left < 1 or doc[left].text not in _COMMAS:
            return None
        return self._person_at(self._before_aside(left - 1))

    def _apposed_to(self, role: Role) -> Spot | None:
        """ "Anna Lind, a lawyer and former chancellor": by the parse alone."""
        top = _first_conjunct(role.head)
        return self._person_at(top.head.i) if top.dep_ == "appos" else None

    def _begins_clause(self, role: Role, person: Spot) -> bool:
        """ "After talks with Novak, the mayor left": another one's subject."""
        head = role.head
        if head.dep_ not in phrases.SUBJECTS or head.head.i < head.i:
            return False
        start, stop = self._span(person)
        name = self.doc[start:stop].root
        return name.dep_ not in phrases.SUBJECTS or name.head != head.head

    def _before_aside(self, index: int) -> int:
        """The token before ", 54" or "(No. 13)" that ends at `index`."""
        doc = self.doc
        if doc[index].text == ")":
            opening = index
            while opening > max(0, index - 10) and doc[opening].text != "(":
                opening -= 1
            return opening - 1
        if doc[index].pos_ == "NUM" and doc[index - 1].text == ",":
            return index - 2
        return index

    def _in_apposition(self, role: Role, person: Spot, end: int, *, parsed: bool) -> bool:
        """Also where the parse makes both a subject of one verb: only one of them can be."""
        start, stop = self._span(person)
        name, head = self.doc[start:stop].root, role.head
        if head.head == name or (name.dep_ in {"appos", "flat"} and name.head == head):
            return True
        if name.dep_ in phrases.SUBJECTS and head.dep_ in phrases.SUBJECTS:
            return name.head == head.head
        if name.dep_ in phrases.NAMING and role.left <= name.head.i < end:
            return True
        if parsed or (stop < len(self.doc) and not self.doc[stop].is_punct):
            return False
        top = _first_conjunct(head)
        return name.dep_ not in phrases.SUBJECTS or (name.head == top.head and top.dep_ != "obl")

    # -- several holders ------------------------------------------------------------------

    def _listed(self, role: Role) -> list[Spot]:
        """ "archbishops A of Brazil and B", "two leaders, A and B", "founders: A, B and C"."""
        doc = self.doc
        at = self._after_bodies(self.complement_end(role.right))
        if at < len(doc) and doc[at].text in _COMMAS:
            at += 1
        found: list[Spot] = []
        while at < len(doc):
            person = self._name_at(at)
            if person is None:
                break
            found.append(person)
            at = self._span(person)[1]
            following = following_body(self.draft, at)
            at = following[2] if following is not None else self._after_aside(at)
            joined = at
            while joined < len(doc) and doc[joined].lower_ in {",", "and", "&"}:
                joined += 1
            if joined == at:
                break
            at = joined
        return found if len(found) > 1 else []

    def _after_bodies(self, index: int) -> int:
        """The token after "and Borland" where that goes on with whose post it is."""
        end, at = index, index
        while at < len(self.doc):
            spot = self.draft.actor_at.get(at)
            if spot is not None and is_body(spot):
                end = at + 1
            elif spot is not None or self.doc[at].lower_ not in {",", "and", "&", "the"}:
                break
            at += 1
        return end

    def _listed_before(self, role: Role) -> list[Spot]:
        """ "A and B, two union leaders"."""
        last = self._person_before(role)
        if last is None:
            return []
        start, stop = self._span(last)
        first = _first_conjunct(self.doc[start:stop].root)
        found = [self._person_at(token.i) for token in phrases.coordinated(first)]
        named = [spot for spot in found if spot is not None]
        return named if last in named and len(named) > 1 else []

    def _after_aside(self, index: int) -> int:
        doc = self.doc
        if index < len(doc) and doc[index].text == "(":
            for closing in range(index, min(index + 10, len(doc))):
                if doc[closing].text == ")":
                    return closing + 1
        return index

    def _is_partitive(self, role: Role) -> bool:
        """ "one of the leaders"."""
        return role.head.head.lower_ == "one" and phrases.case_of(role.head) == "of"


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj":
        token = token.head
    return token


def _body_after_name(draft: Draft, role: Role, holder: Spot) -> None:
    """ "Defense Minister Pavel Novak of Slovakia"."""
    after = role.right
    while after < len(draft.doc) and draft.actor_at.get(after) is holder:
        after += 1
    following = following_body(draft, after) if after > role.right else None
    if following is not None and following[0] == "of":
        role.body = following[1]
