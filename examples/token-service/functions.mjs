// The service as an Azure Function App: POST /token, GET /jwks. Its settings are application settings.
import { app } from "@azure/functions";
import { tokenService } from "./exchange.mjs";

const { env } = process;
const list = (value) => (value ?? "").split(",").map((part) => part.trim()).filter(Boolean);

const service = tokenService({
  tenant: env.TENANT_ID,
  client: env.CLIENT_ID,
  callers: list(env.ALLOWED_CLIENTS),
  scope: env.SCOPE ?? "access_as_user",
  issuer: env.ISSUER,
  audience: env.AUDIENCE ?? "deskside",
  signingKey: env.SIGNING_KEY?.replaceAll("\\n", "\n"),
});

app.http("token", {
  methods: ["POST"],
  authLevel: "anonymous", // the access token is the proof
  handler: async (request, context) => {
    const headers = { "cache-control": "no-store" };
    const [, accessToken] = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
    if (!accessToken) return { status: 401, headers, jsonBody: { error: "no_access_token" } };
    const { exchange } = await service;
    try {
      return { headers, jsonBody: { token: await exchange(accessToken) } };
    } catch (error) {
      context.warn(`refused: ${error.code ?? error.message}`);
      return { status: 401, headers, jsonBody: { error: "refused" } };
    }
  },
});

app.http("jwks", {
  methods: ["GET"],
  authLevel: "anonymous",
  route: "jwks.json",
  handler: async () => ({ headers: { "cache-control": "public, max-age=300" }, jsonBody: (await service).jwks }),
});
