"""What can go wrong for a reason the user can act on.

KgError
├── ConfigError       bad arguments, settings or an unusable output folder
├── ReadError         an input that cannot be opened at all
├── OntologyError     a vocabulary file that is missing or broken
├── ModelError        weights that are missing or do not fit this version
├── StoreError        a store that is locked, broken or of another version
└── QueryError        a SPARQL query that cannot be parsed, bound or finished

Bad *articles* are not errors: they are counted as `kg.records.Rejection`.
"""


class KgError(Exception):
    """Base of all errors meant for the user: says what, where, and what to do."""


class ConfigError(KgError):
    pass


class ReadError(KgError):
    pass


class OntologyError(KgError):
    pass


class ModelError(KgError):
    pass


class StoreError(KgError):
    pass


class QueryError(KgError):
    pass
