"""English stays, other languages go, and what is too short to tell stays."""

from __future__ import annotations

import pytest

from kg.read.language import foreign_language

ENGLISH = {
    "news": "The envoy of Avaria said on Monday that the treaty would be signed in spring, "
    "and that the cabinet had agreed to it after months of talks.",
    "headline style": "Avaria envoy quits harbour talks, blames Borland navy, seeks new treaty vote",
    "names": "Volodymyr Hrytsenko, Aleksandra Wiśniewska and Nguyễn Văn Đức met Mahmoud Al-Rashid "
    "in Kraków and spoke about the fishing rights of the islands.",
    "table": "Avaria 12,400 soldiers; Borland 9,800 soldiers; Cestria 300 soldiers; total of the "
    "three states 22,500 soldiers in the region.",
}
FOREIGN = {
    "de": "Der Gesandte sagte am Montag, dass der Vertrag im Frühling unterzeichnet werde und das "
    "Kabinett nach Monaten zugestimmt habe.",
    "fr": "L'ambassadeur a déclaré lundi que le traité serait signé au printemps et que le "
    "gouvernement avait donné son accord après des mois.",
    "es": "El embajador dijo el lunes que el tratado se firmaría en primavera y que el gabinete "
    "lo había aprobado tras meses de conversaciones.",
    "nl": "De gezant zei maandag dat het verdrag in het voorjaar wordt getekend en dat het kabinet "
    "na maanden van overleg akkoord was.",
    "sv": "Sändebudet sade på måndagen att avtalet skulle undertecknas under våren och att "
    "regeringen hade godkänt det efter månader av samtal.",
    "ru": "Посол заявил в понедельник, что договор будет подписан весной и что кабинет одобрил его "
    "после нескольких месяцев переговоров.",
    "zh": "大使星期一表示条约将在春季签署内阁经过数月的谈判后同意了这一"
    "点反对党警告说这将关闭北方的港口并要求议会进行表决",
    "ar": "قال السفير يوم الاثنين إن المعاهدة ستوقع في الربيع وإن الحكومة وافقت عليها بعد أشهر من "
    "المحادثات بين البلدين",
}


@pytest.mark.parametrize("text", ENGLISH.values(), ids=ENGLISH.keys())
def test_english_stays(text: str) -> None:
    assert foreign_language(text) == ""


@pytest.mark.parametrize(("code", "text"), FOREIGN.items(), ids=FOREIGN.keys())
def test_other_languages_are_named(code: str, text: str) -> None:
    assert foreign_language(text) == code


@pytest.mark.parametrize("text", ["", "Er kam nicht.", "12 34 56", "Où est-il?"])
def test_too_short_to_tell_stays(text: str) -> None:
    assert foreign_language(text) == ""


def test_an_english_lead_does_not_hide_a_foreign_article() -> None:
    lead = "The envoy said on Monday that the treaty would be signed. "
    assert foreign_language(lead + (FOREIGN["de"] + " ") * 60) == "de"


def test_a_foreign_quotation_does_not_make_an_article_foreign() -> None:
    assert foreign_language((ENGLISH["news"] + " ") * 3 + FOREIGN["fr"]) == ""
