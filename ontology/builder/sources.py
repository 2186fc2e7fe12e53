"""The public sources, read once."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import yaml
from rigour.territories import get_territories
from rigour.territories.territory import Territory

from builder.names import is_plain_english, strip_article


class Sources:
    """The public sources, read once."""

    def __init__(self, folder: Path, vocabulary: Path) -> None:
        self.folder = folder
        countries = json.loads(
            (folder / "mledoze-countries/countries.json").read_text(encoding="utf-8")
        )
        self.mledoze = {c["cca2"].lower(): c for c in countries}
        with (folder / "country-codes/country-codes.csv").open(encoding="utf-8") as f:
            self.codes = {row["ISO3166-1-Alpha-2"].lower(): row for row in csv.DictReader(f)}
        with (folder / "world-leaders-2021/wikidata.csv").open(encoding="utf-8") as f:
            self.leaders = list(csv.DictReader(f))
        self.bodies = read_yaml(folder / "supraverden/general_list.yaml")
        self.holders = read_yaml(vocabulary / "officeholders.yaml")
        with (folder / "igo-membership/CountrycodesOrgs.csv").open(encoding="utf-8") as f:
            self.memberships = list(csv.DictReader(f))
        self.territories = sorted(get_territories(), key=lambda t: t.code)

    def state_names(self, territory: Territory) -> list[str]:
        country, row = self.mledoze.get(territory.code, {}), self.codes.get(territory.code, {})
        found = [territory.name, territory.full_name]
        if country:
            found += [
                country["name"]["common"],
                country["name"]["official"],
                *country["altSpellings"],
            ]
        for column in (
            "UNTERM English Short",
            "UNTERM English Formal",
            "official_name_en",
            "CLDR display name",
        ):
            found.append(strip_article(row.get(column) or ""))
        return [name for name in found if is_plain_english(name)]

    def state_qid(self, territory: Territory) -> str | None:
        match = re.search(r"Q\d+", self.codes.get(territory.code, {}).get("wikidata_id") or "")
        return match.group() if match else territory.qid


def read_yaml(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content
