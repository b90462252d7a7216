// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.resourceserver.AnswerProfile;
import io.notenboom.auth.resourceserver.AuthenticationMethod;
import io.notenboom.auth.resourceserver.CertificateName;
import io.notenboom.auth.resourceserver.ClientAuthentication;
import io.notenboom.auth.resourceserver.JwkSet;
import io.notenboom.auth.resourceserver.ResourceServer;
import io.notenboom.auth.resourceserver.StoredSecret;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stored form of a resource server; times are seconds since 1970. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredResourceServer(
        String subject,
        String id,
        String name,
        List<String> audiences,
        AnswerProfile profile,
        boolean mayRevoke,
        long created,
        Authentication authentication) {

    static StoredResourceServer of(ResourceServer server) {
        return new StoredResourceServer(
                server.subject().value(),
                server.id(),
                server.terms().name(),
                server.terms().audiences(),
                server.terms().profile(),
                server.terms().mayRevoke(),
                server.created().getEpochSecond(),
                Authentication.of(server.authentication()));
    }

    ResourceServer toResourceServer() {
        return new ResourceServer(
                new SubjectId(subject),
                id,
                new ResourceServer.Terms(name, audiences, profile, mayRevoke),
                authentication.toDomain(),
                Instant.ofEpochSecond(created));
    }

    /** By what it is known; the members of the other methods are null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Authentication(
            AuthenticationMethod method,
            @Nullable List<Secret> secrets,
            @Nullable JsonNode jwks,
            @Nullable String jwksUri,
            @Nullable Name certificateName,
            @Nullable List<String> thumbprints) {

        static Authentication of(ClientAuthentication authentication) {
            AuthenticationMethod method = authentication.method();
            return switch (authentication) {
                case ClientAuthentication.Secrets known ->
                    new Authentication(
                            method, known.secrets().stream().map(Secret::of).toList(), null, null, null, null);
                case ClientAuthentication.Keys keys ->
                    new Authentication(method, null, json(keys.keys()), null, null, null);
                case ClientAuthentication.KeysAt address ->
                    new Authentication(method, null, null, address.url().toString(), null, null);
                case ClientAuthentication.Named named ->
                    new Authentication(
                            method,
                            null,
                            null,
                            null,
                            new Name(named.name().kind(), named.name().value()),
                            null);
                case ClientAuthentication.Certificates certificates ->
                    new Authentication(method, null, null, null, null, certificates.thumbprints());
            };
        }

        ClientAuthentication toDomain() {
            return switch (method) {
                case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST ->
                    new ClientAuthentication.Secrets(
                            method,
                            Objects.requireNonNull(secrets, "secrets").stream()
                                    .map(Secret::toDomain)
                                    .toList());
                case PRIVATE_KEY_JWT ->
                    jwksUri == null
                            ? new ClientAuthentication.Keys(JwkSet.strict(Objects.requireNonNull(jwks, "jwks")))
                            : new ClientAuthentication.KeysAt(URI.create(jwksUri));
                case TLS_CLIENT_AUTH -> {
                    Name name = Objects.requireNonNull(certificateName, "certificateName");
                    yield new ClientAuthentication.Named(new CertificateName(name.kind(), name.value()));
                }
                case SELF_SIGNED_TLS_CLIENT_AUTH ->
                    new ClientAuthentication.Certificates(Objects.requireNonNull(thumbprints, "thumbprints"));
            };
        }

        private static JsonNode json(List<Jwk> keys) {
            var set = StrictJson.newObject();
            var array = set.putArray("keys");
            keys.forEach(key -> {
                var json = key.json();
                key.keyId().ifPresent(id -> json.put("kid", id));
                array.add(json);
            });
            return set;
        }
    }

    /** A secret. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Secret(String sha256, @Nullable Long endsAt) {

        static Secret of(StoredSecret secret) {
            Instant end = secret.endsAt();
            return new Secret(secret.sha256(), end == null ? null : end.getEpochSecond());
        }

        StoredSecret toDomain() {
            return new StoredSecret(sha256, endsAt == null ? null : Instant.ofEpochSecond(endsAt));
        }

        @Override
        public String toString() {
            return "Secret[]";
        }
    }

    /** A name of a certificate. */
    record Name(CertificateName.Kind kind, String value) {}
}
