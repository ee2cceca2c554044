"""Documents over the API: taken in, listed, found with their place, refused with the reason, taken out."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from fix_documents import policy_docx, policy_pdf

from gazel.api.app import api
from gazel.runtime import Runtime


@pytest.fixture
def client(gazel: Runtime, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr("gazel.runtime._runtime", gazel)
    return TestClient(api)


def put(client: TestClient, path: Path, **form: str) -> Any:
    return client.post("/documents", files={"file": (path.name, path.read_bytes())}, data=form)


def test_a_document_is_stored_once_found_by_its_place_and_erased(client: TestClient, tmp_path: Path) -> None:
    file = policy_docx(tmp_path / "가젤 약관.docx")
    first, again = put(client, file, customer="gaon"), put(client, file, customer="gaon")
    assert (first.status_code, again.status_code) == (201, 200)
    document = first.json()["document"]
    assert (document["name"], document["format"], document["complete"]) == ("가젤 약관.docx", "docx", True)
    assert client.get("/documents", params={"customer": "gaon"}).json() == [document]
    hits = client.post("/documents/search", json={"query": "1년 안에 진단되면 얼마나 줄어드나요?", "customer": "gaon"}).json()
    assert hits[0]["label"] == "제3조 제2항"
    start, end = hits[0]["passage"]
    assert "50%" in hits[0]["text"][start:end]
    erased = client.delete(f"/documents/{document['id']}", params={"customer": "gaon"})
    assert erased.json() == {"removed": True}
    assert client.get("/documents", params={"customer": "gaon"}).json() == []


def test_a_customers_document_is_theirs_alone_and_a_shared_one_everybodys(client: TestClient, tmp_path: Path) -> None:
    own = put(client, policy_docx(tmp_path / "own.docx"), customer="gaon").json()["document"]["id"]
    (tmp_path / "all.txt").write_text("제1조(지급기한) 회사는 서류를 접수한 날부터 3영업일 안에 보험금을 지급합니다.")
    shared = put(client, tmp_path / "all.txt", insurer="가젤손해보험(가상)").json()["document"]
    assert (shared["insurer"], shared["customer"]) == ("가젤손해보험(가상)", "")
    assert [one["id"] for one in client.get("/documents", params={"customer": "gaon"}).json()] == [shared["id"], own]
    assert [one["id"] for one in client.get("/documents").json()] == [shared["id"]]
    assert client.post("/documents/search", json={"query": "1년 미만 진단확정 50%"}).json() == []
    assert client.delete(f"/documents/{own}").json() == {"removed": False}


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.pdf", b"", "비어"),
        ("broken.pdf", b"%PDF-1.7 nothing follows", "손상"),
        ("picture.png", b"\x89PNG\r\n\x1a\n", "사진"),
        ("old.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 99, "옛 형식"),
        ("notes.zip", b"PK\x03\x04 no archive", "손상"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(client: TestClient, name: str, content: bytes, why: str) -> None:
    response = client.post("/documents", files={"file": (name, content)})
    assert response.status_code == 422
    assert response.json()["error"] == "DocumentRejected"
    assert name in response.json()["detail"]
    assert why in response.json()["detail"]
    assert client.get("/documents").json() == []


def test_a_scan_is_refused_and_leaves_nothing(client: TestClient, tmp_path: Path) -> None:
    response = put(client, policy_pdf(tmp_path / "scan.pdf", scanned=(1, 2, 3)))
    assert (response.status_code, "스캔" in response.json()["detail"]) == (422, True)
    assert client.get("/documents").json() == []


def test_folders_and_control_characters_do_not_get_into_the_name(client: TestClient) -> None:
    response = client.post("/documents", files={"file": ("../../etc/약\x00관\x1b.txt", "제1조(목적) 목적입니다.".encode())})
    assert "/" not in response.json()["document"]["name"]
    assert response.json()["document"]["name"].isprintable()


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/documents?customer=nobody", None, 404),
        ("DELETE", "/documents/" + "0" * 64 + "?customer=nobody", None, 404),
        ("DELETE", "/documents/../x", None, 404),
        ("DELETE", "/documents/abc", None, 422),
        ("POST", "/documents/search", {"query": ""}, 422),
        ("POST", "/documents/search", {"query": "질문", "customer": "nobody"}, 404),
        ("POST", "/documents/search", {"query": "질문", "insurers": ["\x00"]}, 422),
        ("POST", "/documents", {"file": "no multipart"}, 422),
    ],
)
def test_errors_say_what_happened(client: TestClient, method: str, path: str, body: object, status: int) -> None:
    response = client.request(method, path, json=body)
    assert response.status_code == status
    assert any("가" <= letter <= "힣" for letter in response.json()["detail"])
