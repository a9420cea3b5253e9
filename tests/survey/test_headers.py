import pytest

from survey import headers


@pytest.mark.parametrize(
    "path", ["/", "/health", "/no-such-page", "/rate/", "/results/"]
)
def test_every_answer_carries_the_security_headers(client, path):
    response = client.get(path)

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Frame-Options"] == "DENY"


def test_only_tls_promises_tls(app, client):
    assert "Strict-Transport-Security" not in client.get("/health").headers

    app.config["TLS"] = True
    try:
        assert "Strict-Transport-Security" in client.get("/health").headers
    finally:
        app.config["TLS"] = False


def test_a_stylesheet_is_named_by_its_hash():
    # echo -n 'a{}' | openssl dgst -sha256 -binary | base64
    assert headers.style_hash("a{}") == (
        "'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='"
    )
