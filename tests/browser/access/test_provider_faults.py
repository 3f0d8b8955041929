"""A provider that is away, wrong about the time, or somebody else; a dashboard that starts again meanwhile."""

from urllib.parse import urlsplit

import pytest
from joserfc.jwk import RSAKey
from support.access_servers import RefusedError, free_port, logged_in, provider_on, served

pytestmark = pytest.mark.browser


@pytest.fixture
def settings_of(tmp_path):
    """Gives the settings for a provider at a port."""
    return lambda port: {
        "ADOPSI_MASUK": "oidc", "ADOPSI_OIDC_PENERBIT": f"http://127.0.0.1:{port}", "ADOPSI_OIDC_ID": "dasbor",
        "ADOPSI_OIDC_RAHASIA_FILE": "{folder}/rahasia", "ADOPSI_OIDC_SCOPE": "openid email profile groups",
    }  # fmt: skip


def test_a_provider_through_its_faults(sample_store, tmp_path, certificate, settings_of):
    """One dashboard, one provider after the other at the same place."""
    port = free_port()
    with served(sample_store, tmp_path, certificate, "adopsi-oidc.conf", **settings_of(port)) as app:
        # Away: said in words, with a way to try again.
        status, _, body = app.ask("/masuk?ke=/peta")
        assert (status, b"sedang tidak menjawab" in body, b"/masuk?ke=%2Fpeta" in body) == (503, True, True)
        # Somebody else at its place: nobody is sent there.
        with provider_on(port, app.address, issuer="http://127.0.0.1:1"):
            assert app.ask("/masuk")[0] == 503
        # Its clock a little ahead, as clocks are; claims in the ID token.
        with provider_on(port, app.address, seconds_ahead=60, claims_in_token=True):
            logged_in(app, "pimpinan")
        # Started again with other keys.
        key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": "other"}, private=True)
        with provider_on(port, app.address, jwks={"keys": [key.as_dict(private=True)]}):
            cookie, _ = logged_in(app, "analis")
            assert app.ask("/", Cookie=cookie)[0] == 200
        # Its clock an hour wrong: what it says proves nothing.
        with provider_on(port, app.address, seconds_ahead=3600), pytest.raises(RefusedError, match="tidak berhasil"):
            logged_in(app, "analis")
        assert [line["act"] for line in app.audit()].count("failed") == 3
        # Without its provider a session goes on, and its end at the provider is no hindrance to leave.
        assert app.ask("/", Cookie=cookie)[0] == 200
        status, headers, _ = app.ask("/keluar", "POST", Cookie=cookie, Origin=app.address)
        assert (status, urlsplit(headers["location"]).path in ("/keluar", "/session/end")) == (303, True)
        assert app.ask("/", Cookie=cookie)[0] == 401
