"""What the rule functions refuse, and how they say it."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazel.errors import RuleError
from gazel.insurance.calc import FIELDS, FUNCTIONS, run
from gazel.insurance.labels import LABELS

ODD = st.one_of(
    st.none(), st.booleans(), st.floats(), st.text(max_size=8), st.integers(-1, 10**14), st.dates().map(str),
    st.sampled_from(["1900-01-01", "2024-02-29", "2200-12-31", "C73", "c77", "D47", "급여", "의원", "종합병원", "phone", "all", "cancer"]),
    st.lists(st.fixed_dictionaries({"until": st.from_regex(r"[0-9]{1,4}[dy]", fullmatch=True), "pct": st.floats(0, 100)}), max_size=3),
    st.lists(st.integers(0, 10**13), max_size=3), st.dictionaries(st.sampled_from(["age", "family"]), st.integers() | st.floats() | st.text()),
)  # fmt: skip
"""Values at and beyond the edges of every kind of field."""


@pytest.mark.parametrize(
    ("fn", "payload", "named"),
    [
        ("nothing", {}, "nothing"),
        ("insurance_age", {"birth": "1990-01-01", "contact": "2026-01-01"}, "contact"),
        ("insurance_age", {"birth": "1990-02-30", "contract": "2026-01-01"}, "birth"),
        ("insurance_age", {"birth": "0001-01-01", "contract": "2026-01-01"}, "birth"),
        ("insurance_age", {"birth": 19900101, "contract": "2026-01-01"}, "birth"),
        ("insurance_age", {"birth": "2026-01-02", "contract": "2026-01-01"}, "contract"),
        ("hospital_days", {"days": -1}, "days"),
        ("hospital_days", {"days": True}, "days"),
        ("hospital_days", {"daily_amount": 0.5}, "daily_amount"),
        ("hospital_days", {"daily_amount": "20000"}, "daily_amount"),
        ("hospital_days", {"daily_amount": 10**30}, "daily_amount"),
        ("hospital_days", {"factor_pct": 101}, "factor_pct"),
        ("hospital_days", {"ratio_pct": float("nan")}, "ratio_pct"),
        ("late_interest", {"loan_rate_pct": float("inf")}, "loan_rate_pct"),
        ("classify", {"code": "갑상선"}, "code"),
        ("classify", {"code": "C7"}, "code"),
        ("classify", {"code": "C77.0", "primary": "??"}, "primary"),
        ("classify", {"code": 73}, "code"),
        ("reduction_factor", {"steps": [{"until": "1년", "pct": 50}]}, "steps"),
        ("reduction_factor", {"steps": [{"until": "9999y", "pct": 50}]}, "steps"),
        ("reduction_factor", {"steps": [{"until": "1y"}]}, "steps"),
        ("reduction_factor", {"steps": {"until": "1y", "pct": 50}}, "steps"),
        ("reduction_factor", {"renewal": "yes"}, "renewal"),
        ("indemnity_g5", {"sub": "x"}, "sub"),
        ("indemnity_g5", {"facility": "동물병원"}, "facility"),
        ("business_day_deadline", {"business_days": 0}, "business_days"),
        ("business_day_deadline", {"holidays": ["2026-13-01"]}, "holidays"),
        (
            "withdrawal_deadline",
            {"applied": "2026-11-02", "policy_received": "2026-11-01", "age": 30, "channel": "face"},
            "policy_received",
        ),
        ("ratio_check", {"similar_sum": 1, "general_sum": 0}, "general_sum"),
    ],
)
def test_bad_values_are_refused_by_name(fn: str, payload: dict[str, Any], named: str) -> None:
    with pytest.raises(RuleError, match=named) as caught:
        run(fn, payload)
    assert any("가" <= letter <= "힣" for letter in str(caught.value))


def test_every_function_has_fields_with_korean_names() -> None:
    assert FIELDS.keys() == FUNCTIONS.keys()
    assert {name for fields in FIELDS.values() for name in fields} <= LABELS.keys()


@pytest.mark.parametrize("fn", sorted(set(FUNCTIONS) - {"disclosure_axes"}))
def test_nothing_given_asks_and_gives_no_figure(fn: str) -> None:
    out = run(fn, {})
    assert out.status == "needs_input"
    assert out.result["missing"]
    figures = {name: value for name, value in out.result.items() if not name.startswith("missing")}
    assert figures
    assert set(figures.values()) == {None}
    json.dumps(out.as_dict())


@pytest.mark.parametrize("fn", FUNCTIONS)
def test_whatever_the_fields_take_is_answered_or_refused(fn: str) -> None:
    @given(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS[fn], ODD)))
    @settings(max_examples=60, deadline=None)
    def holds(payload: dict[str, Any]) -> None:
        with suppress(RuleError):
            answer = run(fn, payload).as_dict()
            assert json.dumps(answer, ensure_ascii=False, allow_nan=False).encode()

    holds()
