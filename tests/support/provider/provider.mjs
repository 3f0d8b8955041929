// A certified OpenID provider for the tests, told by one JSON text in PROVIDER what it knows.
import Provider from 'oidc-provider';

const told = JSON.parse(process.env.PROVIDER);
// A provider whose clock is wrong by some seconds.
const now = Date.now;
Date.now = () => now() + 1000 * (told.seconds_ahead ?? 0);
const provider = new Provider(told.issuer, {
  clients: told.clients,
  findAccount: (context, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, ...(told.accounts[id] ?? {}) }),
  }),
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
  // Strict: e-mail and groups come from userinfo alone, unless a test asks for them in the ID token.
  conformIdTokenClaims: !told.claims_in_token,
  features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  ...(told.jwks ? { jwks: told.jwks } : {}),
  cookies: { keys: ['only a test'] },
  ttl: { Session: 3600, Grant: 3600, AccessToken: 600, IdToken: 600, Interaction: 600 },
});
provider.listen(told.port, '127.0.0.1', () => console.log('listening'));
