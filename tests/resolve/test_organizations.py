"""Known bodies, bodies of a state, and organizations that only articles know."""

import pytest

from kg.records import MentionType, Verdict

from .table import Table, judgements_of, reasons, together


@pytest.mark.parametrize(
    "name",
    [
        "U.S. National Security Council",
        "US National Security Council",
        "National Security Council of the United States",
        "America's National Security Council",
    ],
)
def test_a_name_with_its_state_is_parsed(name: str) -> None:
    table = Table()
    chain = table.article("d1").body(name)
    entity = table.resolve().entity_of[chain]
    assert entity == "national-security-council-of-the-united-states"


@pytest.mark.parametrize(
    "name",
    [
        "National Security Council of South Korea",
        "South Korea's National Security Council",
        "South Korea\u2019s National Security Council",
        "South Korean National Security Council",
    ],
)
def test_another_state_has_another_council(name: str) -> None:
    table = Table()
    chain = table.article("d1").body(name)
    assert table.resolve().entity_of[chain] == "national-security-council-of-south-korea"


def test_one_wording_with_two_states_is_two_bodies() -> None:
    table = Table()
    article = table.article("d1")
    korea, america = article.state("Seoul"), article.state("Washington")
    councils = [
        article.body("National Security Council", of=korea),
        article.body("National Security Council", of=america),
        article.body("Security Council"),
    ]
    linker = table.resolve()
    assert [linker.entity_of[c] for c in councils] == [
        "national-security-council-of-south-korea",
        "national-security-council-of-the-united-states",
        "united-nations-security-council",
    ]


def test_security_council_with_a_state_is_that_states() -> None:
    table = Table()
    article = table.article("d1")
    chain = article.body("Security Council", of=article.state("Russia"))
    assert table.resolve().entity_of[chain] == "security-council-of-russia"


def test_a_wording_without_a_name_is_a_body_of_its_state() -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    chains = [
        first.body(of=first.state("Canada"), nominals=["Canada's spy agency", "the agency"]),
        second.body(nominals=["the Canadian spy agency"]),
    ]
    linker = table.resolve()
    assert {linker.entity_of[c] for c in chains} == {"canada-intelligence-agency"}
    agency = linker.entities["canada-intelligence-agency"]
    assert agency.label == "Intelligence service of Canada"
    assert (agency.organization_type, agency.body) == ("intelligence", "canada")


def test_a_known_body_answers_to_its_wording() -> None:
    table = Table()
    chain = table.article("d1").body(nominals=["Seoul's spy agency"])
    entity = table.resolve().entity_of[chain]
    assert entity == "national-intelligence-service-of-south-korea"


def test_bodies_of_states_that_only_the_articles_know() -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    second.state("Cestria")
    chains = [
        first.body(of=first.state("Cestria"), nominals=["the Cestrian defence ministry"]),
        second.body("Defense Ministry of Cestria"),
    ]
    linker = table.resolve()
    assert {linker.entity_of[c] for c in chains} == {"cestria-ministry-of-defence"}


def test_a_bare_wording_is_the_only_such_body_of_its_article() -> None:
    table = Table()
    article = table.article("d1")
    full = article.body("South Korea's National Security Council")
    bare = article.body("National Security Council")
    assert together(table.resolve(), full, bare)


def test_a_bare_wording_with_two_candidates_stays_with_its_article() -> None:
    table = Table()
    article = table.article("d1")
    article.body("South Korea's National Security Council")
    article.body("U.S. National Security Council")
    bare = article.body("National Security Council")
    linker = table.resolve()
    assert linker.entity_of[bare].startswith("national-security-council-d1")
    assert len(judgements_of(linker, bare, verdict=Verdict.UNSURE)) == 2


def test_bare_wordings_of_two_articles_do_not_meet() -> None:
    table = Table()
    chains = [table.article(d).body("National Security Council") for d in ("d1", "d2")]
    assert not together(table.resolve(), *chains)


def test_a_bare_name_is_that_of_the_only_state_it_fits() -> None:
    table = Table()
    first, second = table.article("d1"), table.article("d2")
    first.state("United States")
    second.state("Philippines")
    chains = first.body("Congress"), second.body("Congress")
    linker = table.resolve()
    assert linker.entity_of[chains[0]] == "united-states-congress"
    assert linker.entity_of[chains[1]] != "united-states-congress"


def test_words_for_nobody_in_particular_are_not_linked() -> None:
    table = Table()
    chain = table.article("d1").body(nominals=["the company", "the ministry"])
    assert chain not in table.resolve().entity_of


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Tern Aerospace", "Tern Aerospace Co., Ltd."),
        ("Tern Aerospace Corp.", "TERN Aerospace"),
        ("Harbour Institute", "the Harbour Institute"),
        ("Centre for Tern Studies", "Center for Tern Studies"),
        ("Ternovsky Group", "Ternovskiy Group"),
    ],
)
def test_variants_of_a_new_name_are_one_body(left: str, right: str) -> None:
    table = Table()
    chains = table.article("d1").body(left), table.article("d2").body(right)
    assert together(table.resolve(), *chains)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Tern", "Tern Aerospace"),
        ("Tern Aerospace", "Tern Marine"),
        ("Tern Brigade 1", "Tern Brigade 2"),
        ("Tern System", "Tern Systems"),
    ],
)
def test_near_misses_are_recorded_and_kept_apart(left: str, right: str) -> None:
    table = Table()
    chains = table.article("d1").body(left), table.article("d2").body(right)
    linker = table.resolve()
    assert not together(linker, *chains)
    if left != "Tern Aerospace":
        assert judgements_of(linker, chains[0])


def test_a_variant_of_a_known_name_is_the_known_body() -> None:
    table = Table()
    chain = table.article("d1").body("Lockheed Martin Corporation")
    linker = table.resolve()
    assert linker.entities[linker.entity_of[chain]].known


def test_an_abbreviation_needs_an_article_that_spells_it_out() -> None:
    table = Table()
    alone = table.article("d1").body("TIPS")
    assert not together_with_long_form(table, alone)
    both = table.article("d3").body("Tern Institute for Peace Studies", "TIPS")
    linker = table.resolve()
    assert together(linker, alone, both)
    assert "abbreviation" in reasons(judgements_of(linker, alone, verdict=Verdict.SAME))


def together_with_long_form(table: Table, alone: str) -> bool:
    long = table.article("d2").body("Tern Institute for Peace Studies")
    return together(table.resolve(), alone, long)


def test_an_abbreviation_of_two_names_stays_alone() -> None:
    table = Table()
    alone = table.article("d1").body("TIPS")
    long = [
        table.article("d2").body("Tern Institute for Peace Studies", "TIPS"),
        table.article("d3").body("Teal Institute for Policy Studies", "TIPS"),
    ]
    linker = table.resolve()
    assert len({linker.entity_of[c] for c in (alone, *long)}) == 3
    assert len(judgements_of(linker, alone, verdict=Verdict.UNSURE)) == 2


def test_one_name_of_two_owners_is_two_bodies() -> None:
    table = Table()
    articles = [table.article(f"d{n}") for n in range(3)]
    owned = [
        articles[0].body("Border Committee", of=articles[0].state("Poland")),
        articles[1].body("Border Committee", of=articles[1].state("France")),
    ]
    articles[2].state("France")
    bare = articles[2].body("Border Committee")
    linker = table.resolve()
    assert not together(linker, *owned)
    assert together(linker, bare, owned[1])


def test_publishers_are_media_and_meet_their_mentions() -> None:
    table = Table(publishers=["Plain Post", "BBC", "bbc.co.uk"])
    mention = table.article("d1").body("The Plain Post")
    linker = table.resolve()
    post = linker.entities[linker.entity_of["publisher:Plain Post"]]
    assert linker.entity_of[mention] == post.id == "plain-post"
    assert (post.type, post.organization_type) == (MentionType.ORGANIZATION, "media")
    assert linker.entity_of["publisher:BBC"] == linker.entity_of["publisher:bbc.co.uk"] == "bbc"


def test_a_publisher_taken_for_a_place_is_still_the_publisher() -> None:
    table = Table(publishers=["The Fenwick Ledger"])
    mention = table.article("d1").place("Fenwick Ledger")
    linker = table.resolve()
    assert linker.entity_of[mention] == linker.entity_of["publisher:The Fenwick Ledger"]


def test_a_capitalised_wording_without_a_state_is_kept_for_its_article() -> None:
    table = Table()
    chain = table.article("d1").body(nominals=["the National Security Council"])
    assert table.resolve().entity_of[chain] == "national-security-council-d1-m1"


def test_a_person_never_joins_an_organization() -> None:
    table = Table()
    chains = table.article("d1").person("Tern Holm"), table.article("d2").body("Tern Holm")
    assert not together(table.resolve(), *chains)


@pytest.mark.parametrize(
    ("name", "named", "entity"),
    [
        ("Greens", "Germany", "alliance-90-the-greens"),
        ("Conservatives", "Peru", "conservatives-d1-m2"),
        ("EP", "United States", "ep-d1-m2"),
        ("Apple", "Peru", "apple-inc"),
    ],
)
def test_an_ambiguous_name_needs_its_state_in_the_article(
    name: str, named: str, entity: str
) -> None:
    table = Table()
    article = table.article("d1")
    article.state(named)
    chain = article.body(name)
    assert table.resolve().entity_of[chain] == entity


def test_a_doubtful_name_says_why_it_is_left_open() -> None:
    table = Table()
    article = table.article("d1")
    article.state("Peru")
    chain = article.body("Conservatives")
    linker = table.resolve()
    (judgement,) = judgements_of(linker, linker.entity_of[chain], verdict=Verdict.UNSURE)
    assert "nothing else in the article says so" in judgement.reason


def test_ambiguous_names_of_one_state_bear_each_other_out() -> None:
    table = Table()
    article = table.article("d1")
    chains = article.body("Republicans"), article.body("Democrats")
    linker = table.resolve()
    assert [linker.entity_of[c] for c in chains] == ["republican-party-us", "democratic-party-us"]


@pytest.mark.parametrize("hint", ["person", "house", "place", "nothing"])
def test_a_party_goes_by_who_and_what_else_is_named(hint: str) -> None:
    """A known office holder, a chamber or a part of a state says whose Republicans these are."""
    table = Table()
    article = table.article("d1")
    if hint == "person":
        article.person("Joe Biden")
    elif hint == "house":
        article.body("Senate")
    elif hint == "place":
        article.place("Texas")
    chain = article.body("Republicans")
    found = table.resolve().entity_of[chain]
    assert (found == "republican-party-us") is (hint != "nothing")


def test_a_name_that_decides_alone_is_no_party_of_another_state() -> None:
    table = Table()
    article = table.article("d1")
    chain = article.body("Tories", of=article.state("Canada"))
    assert table.resolve().entity_of[chain] != "conservative-party-uk"


def test_a_body_of_another_state_is_not_the_known_one() -> None:
    table = Table()
    article = table.article("d1")
    british = article.body("Labour Party", of=article.state("Britain"))
    norwegian = article.body("Labour Party", of=article.state("Norway"))
    linker = table.resolve()
    assert linker.entity_of[british] == "labour-party-uk"
    assert not together(linker, british, norwegian)


def test_a_body_in_a_capital_is_of_its_state() -> None:
    table = Table()
    chain = table.article("d1").body(nominals=["the foreign ministry in Tokyo"])
    entity = table.resolve().entities[table.resolve().entity_of[chain]]
    assert entity.body == "japan"


def test_a_longer_name_in_the_article_gives_the_state() -> None:
    table = Table()
    article = table.article("d1")
    article.state("Britain")
    article.body("Norwegian Labour Party")
    bare = article.body("Labour Party")
    assert table.resolve().entity_of[bare] != "labour-party-uk"
