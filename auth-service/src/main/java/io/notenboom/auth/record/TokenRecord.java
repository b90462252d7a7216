// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.CanonicalJson;
import io.notenboom.trust.json.StrictJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What became of a token request whose client was verified. No token, no presentation; what the credentials say of organisation
 * and user, as far as the policy names it by a field id.
 *
 * @param time when it was decided
 * @param server issuer URL of the subject that was asked
 * @param client who asked, and for what
 * @param ground on what it was decided
 * @param outcome how
 */
public record TokenRecord(Instant time, String server, Client client, Ground ground, Outcome outcome) {

    /** Checks that no part is missing. */
    public TokenRecord {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(ground, "ground");
        Objects.requireNonNull(outcome, "outcome");
    }

    /** As JSON. */
    public ObjectNode toJson() {
        ObjectNode json = StrictJson.newObject()
                .put("time", time.toString())
                .put("server", server)
                .put("holder", client.holder())
                .put("clientId", client.clientId())
                .put("policy", ground.policy());
        ObjectNode definitions = json.putObject("definitions");
        ground.definitions().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(definition -> definitions.put(definition.getKey(), digest(definition.getValue())));
        ObjectNode claims = json.putObject("claims");
        ground.claims().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(claim -> claims.set(claim.getKey(), claim.getValue()));
        var credentials = json.putArray("credentials");
        ground.credentials()
                .forEach(credential ->
                        credentials.addObject().put("id", credential.id()).put("issuer", credential.issuer()));
        switch (outcome) {
            case Outcome.Given given ->
                json.put("outcome", "issued")
                        .put("token", given.tokenHash())
                        .put("scope", given.scope())
                        .put("until", given.until().toString());
            case Outcome.Refused refused ->
                json.put("outcome", "refused").put("error", refused.error()).put("reason", refused.reason());
        }
        return json;
    }

    /** SHA-256 of the canonical JSON (RFC 8785), base64url: which version of a definition it was. */
    private static String digest(JsonNode definition) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(definition));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * Who asked.
     *
     * @param holder DID of the organisation
     * @param clientId what the client is called, or the DID of the service provider
     */
    public record Client(String holder, String clientId) {}

    /**
     * On what it was decided.
     *
     * @param policy scope with the policy
     * @param definitions the definitions that were fulfilled, by wallet owner
     * @param claims what the credentials say, by field id
     * @param credentials what was presented
     */
    public record Ground(
            String policy,
            Map<String, JsonNode> definitions,
            Map<String, JsonNode> claims,
            List<Credential> credentials) {

        /** Copies the collections. */
        public Ground {
            definitions = Map.copyOf(definitions);
            claims = Map.copyOf(claims);
            credentials = List.copyOf(credentials);
        }
    }

    /**
     * A credential that was presented.
     *
     * @param id its id, empty if it has none
     * @param issuer DID of its issuer
     */
    public record Credential(String id, String issuer) {}

    /** How it was decided. */
    public sealed interface Outcome {

        /**
         * A token was given.
         *
         * @param tokenHash SHA-256 of the token
         * @param scope granted scope
         * @param until when it ends
         */
        record Given(String tokenHash, String scope, Instant until) implements Outcome {}

        /**
         * None was given.
         *
         * @param error code of the answer
         * @param reason what the client was told
         */
        record Refused(String error, String reason) implements Outcome {}
    }
}
