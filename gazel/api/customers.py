"""Customers, their conversations and their contracts."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path

from gazel.api.errors import NOT_FOUND, REJECTED
from gazel.errors import UnknownCustomer
from gazel.runtime import runtime

router = APIRouter(prefix="/customers", tags=["customers"])

CustomerId = Annotated[str, Path(pattern=r"^[\w-]{1,64}$")]
PolicyId = Annotated[str, Path(pattern=r"^[\w-]{1,64}$")]


def known(customer: str) -> str:
    """The customer's id; raises UnknownCustomer."""
    if customer not in {row.id for row in runtime().customers.list()}:
        raise UnknownCustomer(f"'{customer}' 고객을 찾을 수 없습니다.", hint="GET /api/customers로 확인하세요.")
    return customer


@router.get("")
def customers() -> list[dict[str, Any]]:
    """Every customer of the tenant."""
    return [asdict(customer) for customer in runtime().customers.list()]


@router.get("/{customer}/threads", responses=NOT_FOUND)
def threads(customer: CustomerId) -> list[dict[str, Any]]:
    """The customer's conversations, latest first."""
    return [asdict(thread) for thread in runtime().runs.threads(known(customer))]


@router.get("/{customer}/policies", responses=NOT_FOUND)
def policies(customer: CustomerId) -> Sequence[dict[str, Any]]:
    """The customer's own contracts as entered."""
    return runtime().customers.policies(known(customer))


@router.put("/{customer}/policies/{policy_id}", responses=NOT_FOUND | REJECTED)
def put_policy(customer: CustomerId, policy_id: PolicyId, body: dict[str, Any]) -> dict[str, Any]:
    """Enter or replace one contract; with a contract date it is remembered with its terms' version and days."""
    runtime().contracts.put(known(customer), policy_id, body)
    return {"policy_id": policy_id, **body}


@router.delete("/{customer}/policies/{policy_id}", status_code=204, responses=NOT_FOUND)
def delete_policy(customer: CustomerId, policy_id: PolicyId, mistaken: bool = False) -> None:
    """End one contract: it was cancelled today, or (`mistaken`) entered by mistake and never held."""
    runtime().contracts.end(known(customer), policy_id, mistaken=mistaken)
