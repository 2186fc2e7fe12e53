"""The JSON-LD context: short keys and values for the terms of the ontology, and back to none.

`node` compacts by the rules that `context.jsonld` states; whatever these do not cover is
written out in full, so that every value means the same triple as before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from kg.errors import ConfigError
from kg.graph.export.terms import XSD, Literal
from kg.graph.namespaces import Namespaces, term
from kg.resources import ontology_dir

FILE = "context.jsonld"
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # what every reader of JSON keeps exactly
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_TYPE = term("rdf:type").value
Values = dict[str, list[str | Literal]]
Inside = Callable[[str, str], dict[str, Any] | None]


def own_context(namespaces: Namespaces) -> Context:
    """The context of the ontology, its data prefixes under the base of the store."""
    text = (ontology_dir() / FILE).read_text(encoding="utf-8")
    document = json.loads(text)["@context"]
    return Context(document | namespaces.prefixes())


class Context:
    """Prefixes and terms of one context document; terms give `@id`, `@type`, `@language`."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self._vocabulary = document["@vocab"]
        plain = {key: value for key, value in document.items() if isinstance(value, str)}
        self._prefixes = {key: value for key, value in plain.items() if key != "@vocab"}
        self._terms = {key: value for key, value in document.items() if isinstance(value, dict)}
        self._keys = {self._expanded(value["@id"]): key for key, value in self._terms.items()}
        self._order = {key: number for number, key in enumerate(("@id", "@type", *self._terms))}
        self._references: dict[str, str] = {}

    def node(
        self, subject: str, values: Values, inside: Inside = lambda predicate, value: None
    ) -> dict[str, Any]:
        """A node object, its keys in the order of the context.

        `inside` may give a whole object for the value of a property, an IRI.
        """
        keyed = sorted(values, key=lambda predicate: self._place(self._key(predicate)))
        found: dict[str, Any] = {"@id": self.reference(subject)}
        for predicate in keyed:
            key = self._key(predicate)
            if predicate == _TYPE:
                made = [self._word(str(value)) for value in values[predicate]]
            else:
                made = [self._value(key, predicate, v, inside) for v in values[predicate]]
            found[key] = made[0] if len(made) == 1 else made
        return found

    def reference(self, iri: str) -> str:
        """`doc:d1` where a prefix fits, else the IRI."""
        found = self._references.get(iri)
        if found is None:
            if len(self._references) >= 50_000:
                self._references.clear()
            found = self._references[iri] = self._compact(iri)
        return found

    def _compact(self, iri: str) -> str:
        for prefix, namespace in self._prefixes.items():
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        if iri.partition(":")[0] in self._prefixes:
            raise ConfigError(
                f"JSON-LD cannot write <{iri}>, which begins like a prefix: choose another format"
            )
        return iri

    def _key(self, predicate: str) -> str:
        return "@type" if predicate == _TYPE else self._keys.get(predicate) or self._word(predicate)

    def _word(self, iri: str) -> str:
        """What is read as a word of the vocabulary: without prefix where it is one of ours."""
        local = iri.removeprefix(self._vocabulary)
        if local == iri or local in self._prefixes or not _LOCAL.fullmatch(local):
            return self.reference(iri)
        means_another = local in self._terms and self._keys.get(iri) != local
        return self.reference(iri) if means_another else local

    def _value(self, key: str, predicate: str, value: str | Literal, inside: Inside) -> Any:
        rule = self._terms.get(key, {})
        if isinstance(value, str):
            whole = inside(predicate, value)
            if whole is not None:
                return whole
            if rule.get("@type") == "@vocab":
                return self._word(value)
            reference = self.reference(value)
            return reference if rule.get("@type") == "@id" else {"@id": reference}
        return self._literal(rule, value)

    def _literal(self, rule: dict[str, str], value: Literal) -> Any:
        if value.language:
            if rule.get("@language") == value.language:
                return value.text
            return {"@value": value.text, "@language": value.language}
        ruled = "@type" in rule or "@language" in rule
        if not value.datatype:
            return {"@value": value.text} if ruled else value.text
        if self._expanded(rule.get("@type", "")) == value.datatype:
            return value.text
        if not ruled and value.datatype == f"{XSD}integer" and _INTEGER.fullmatch(value.text):
            return int(value.text)
        if not ruled and value.datatype == f"{XSD}boolean" and value.text in ("true", "false"):
            return value.text == "true"
        return {"@value": value.text, "@type": self._word(value.datatype)}

    def _expanded(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        return self._prefixes[prefix] + local if colon and prefix in self._prefixes else name

    def _place(self, key: str) -> tuple[int, str]:
        return self._order.get(key, len(self._order)), key
