// A real OpenID provider for the sign-in tests: `node oidc_provider.mjs NODE_MODULES REDIRECT_URI`.
// Prints its issuer. Its own login form takes any name; that name is the subject.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, redirectUri] = process.argv.slice(2);
const require = createRequire(`${folder}/x.js`);
const { Provider } = await import(pathToFileURL(require.resolve("oidc-provider")).href);

const server = createServer((request, response) => handle(request, response));
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "haitang",
      client_secret: "only-for-tests",
      redirect_uris: [redirectUri],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: false,
  cookies: { keys: ["only-for-tests"] },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: `${id}@duty.example`,
      email_verified: !id.startsWith("unverified"),
      name: id,
    }),
  }),
});
const handle = provider.callback();
process.stdin.on("end", () => process.exit(0)).resume(); // leaves with its parent
console.log(issuer);
