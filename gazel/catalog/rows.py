"""The market's rows: insurers, products, families, code groups, coverages and plan examples, each with its provenance.

Ids are the Korean names a broker uses: an insurer is '삼성화재', a family '유사암진단비', a code group '갑상선암'.
Money is integer won, percentages are whole or decimal numbers (50 = 50 %), dates ISO and as precise as the document is.
"""

from typing import Annotated, Literal

from pydantic import Field

from gazel.catalog.provenance import Frozen, Names, Row, Text

Percent = Annotated[float, Field(ge=0, le=1000)]
Won = Annotated[int, Field(gt=0)]
Holdings = Literal["figures", "names_only", "none"]
"""What the data holds of a family: its figures, only that such riders exist, or nothing."""


class Insurer(Row):
    """A company; `in_data` says whether the data holds coverages of it, `note` what is known of one that is not."""

    line: Literal["손보", "생보", "가상"]
    in_data: bool
    short_forms: Names = ()
    typos: Names = ()
    similar_cancer_set: Names = ()
    note: str = ""


class Product(Row):
    """A product as its sales document names it."""

    insurer: Text
    name: Text
    synonyms: Names = ()
    line: Text
    note: str = ""


class Family(Row):
    """A kind of rider, e.g. '유사암진단비'; families of one `group` may be set side by side."""

    group: Text
    holdings: Holdings
    synonyms: Names = ()
    typos: Names = ()
    note: str = ""


class CodeRange(Frozen):
    """KCD-8 codes from `first` to `last`, both included, e.g. C00–C76."""

    first: Annotated[str, Field(pattern=r"^[A-Z]\d{2}(\.\d)?$")]
    last: Annotated[str, Field(pattern=r"^[A-Z]\d{2}(\.\d)?$")]


class CodeGroup(Row):
    """A disease or group of diseases; one defined by depth, histology or terms cannot be told from a code alone."""

    category: Text
    ranges: tuple[CodeRange, ...] = ()
    excludes: tuple[CodeRange, ...] = ()
    defined_by: Literal["code", "depth", "histology", "terms"]
    definition: Text
    synonyms: Names = ()
    typos: Names = ()
    in_data: bool = True


class ReductionStep(Frozen):
    """An event strictly before contract date + `until` pays `pct` per cent."""

    until: Annotated[str, Field(pattern=r"^\d+[dy]$")]
    pct: Percent


class Payout(Frozen):
    """How a coverage pays, in the rule engine's terms; `waiting_days` None = the terms must be looked up."""

    ratio_pct: Percent
    waiting_days: Annotated[int, Field(ge=0, le=730)] | None
    steps: tuple[ReductionStep, ...] = ()
    scope: Literal["all", "small_cancer"] = "all"
    clock: Literal["diagnosis", "treatment"]
    unit: Literal["once", "per_event", "per_day", "per_year"]
    limit_count: Annotated[int, Field(gt=0)] | None = None
    limit_days: Annotated[int, Field(gt=0)] | None = None
    check_terms: str = ""


class Coverage(Row):
    """A rider of one product; `plan_example_krw` is the sum one proposal chose, not a benefit the insurer fixed."""

    insurer: Text
    product: Text
    family: Text
    name: Text
    code_groups: Names
    benefit: Literal["diagnosis", "treatment", "surgery", "hospital_day", "waiver"]
    trigger: Text
    pay_basis: Text
    waiting: Text
    reduction: Text
    limit: Text
    payout: Payout | None
    plan_example_krw: Won | None = None
    renewable: bool = False
    metastasis_policy: Literal["primary_site", "metastasis_included", "unspecified"] = "unspecified"
    note: str = ""


class PlanItem(Frozen):
    """One chosen rider of a plan with its sum insured in won; `coverage` is the coverage's id."""

    coverage: Text
    sum_insured: Won


class Plan(Row):
    """A sample contract or proposal to compute with; never a person's contract."""

    label: Literal["plan_example", "illustrative"]
    insurer: Text
    product: Text
    title: Text
    contract_date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    insurance_age: Annotated[int, Field(ge=0, le=120)]
    renewal: bool
    items: Annotated[tuple[PlanItem, ...], Field(min_length=1)]
    note: str = ""
