"""The catalogue: what insurers' documents, statutes and rules say, with the source of each row.

    from gazel.catalog.loading import load_catalog        # load_catalog(settings().data / "insurance") -> Catalog (25 ms)
    from gazel.catalog.lexicon import Lexicon             # Lexicon(catalog).find(text) -> tuple[Mention, ...] (< 1 ms)
    from gazel.catalog.store import sync                  # sync(connection, catalog): the rows into catalog_rows

Ids are Korean names where people use one: insurers '삼성화재', code groups '갑상선암', families '유사암진단비' (a `Family.group`
such as '수술' gathers families that may be compared); topics and procedures have English slugs ('metastasis_c77').
`Coverage.payout` is in the rule engine's terms; `plan_example_krw` is one proposal's choice, never a fixed benefit.
A row's source is `row.citation` (gazel.insurance.citation.Citation), a statement's are `statement.citations`.
"""
