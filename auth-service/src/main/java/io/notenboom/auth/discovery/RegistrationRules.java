// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PresentationExchange;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.presentation.PresentationContent;
import io.notenboom.trust.presentation.PresentationExpectation;
import io.notenboom.trust.presentation.PresentationRefusedException;
import io.notenboom.trust.presentation.PresentationVerifier;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules for presentations of a discovery service, the same for its server and for whoever reads its list. All that needs
 * no key is checked first, the status of credentials last. Safe for many threads.
 */
@CheckReturnValue
public final class RegistrationRules {

    private static final String RETRACTION_TYPE = "RetractedVerifiablePresentation";
    private static final int MAX_ID = 1024;

    /** How long a presentation may have been valid already does not matter, only how long it still is. */
    private static final Duration ANY_AGE = Duration.ofDays(36_600);

    private final PresentationVerifier verifier;

    /** @param verifier checks signatures, holders, credentials and their status */
    public RegistrationRules(PresentationVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Checks a presentation.
     *
     * @param text the presentation as it came
     * @param now the time to decide for
     * @throws RegistrationRefusedException if it breaks a rule
     */
    public Registration check(ServiceDefinition service, String text, Instant now) throws RegistrationRefusedException {
        UnverifiedPresentation presentation = parse(text);
        if (!(presentation instanceof UnverifiedPresentation.Jwt jwt)) {
            throw refused(RegistrationRefusal.NOT_A_JWT);
        }
        PresentationContent content = jwt.content();
        String id = content.id();
        if (id == null || id.isBlank() || id.length() > MAX_ID) {
            throw refused(RegistrationRefusal.ID);
        }
        require(content.audiences().contains(service.id()), RegistrationRefusal.AUDIENCE);
        Instant expiresAt = checkValidity(service, content, now);
        Did signer = jwt.signingMethod()
                .map(DidUrl::did)
                .orElseThrow(() -> new RegistrationRefusedException(
                        RegistrationRefusal.NOT_VERIFIED, "the header kid must name the key that signs"));
        require(service.accepts(signer), RegistrationRefusal.DID_METHOD);
        ObjectNode claims = StrictJson.parseObject(jwt.jws().payload(), UnverifiedPresentation.MAX_LENGTH);
        String retracts = retracts(claims, content);
        Map<String, JsonNode> fields = retracts == null ? match(service, content.credentials(), expiresAt) : Map.of();
        verify(jwt, service, now);
        return new Registration(id, signer, expiresAt, retracts, jwt.text(), fields);
    }

    private static UnverifiedPresentation parse(String text) throws RegistrationRefusedException {
        try {
            return UnverifiedPresentation.parse(text);
        } catch (PresentationRefusedException malformed) {
            throw new RegistrationRefusedException(
                    RegistrationRefusal.MALFORMED, String.valueOf(malformed.getMessage()));
        }
    }

    private static Instant checkValidity(ServiceDefinition service, PresentationContent content, Instant now)
            throws RegistrationRefusedException {
        Instant expiresAt = content.expiresAt();
        if (expiresAt == null) {
            throw refused(RegistrationRefusal.NO_EXPIRATION);
        }
        Instant latest = now.plus(service.maxValidity()).plus(CredentialVerifier.CLOCK_SKEW);
        if (expiresAt.isAfter(latest)) {
            throw new RegistrationRefusedException(
                    RegistrationRefusal.VALID_TOO_LONG,
                    "at most " + service.maxValidity().toSeconds() + " seconds");
        }
        return expiresAt;
    }

    private static @Nullable String retracts(ObjectNode claims, PresentationContent content)
            throws RegistrationRefusedException {
        JsonNode types = claims.path("vp").path("type");
        boolean retraction = false;
        for (JsonNode type : types.isArray() ? types : List.of(types)) {
            retraction |= type.asText("").equals(RETRACTION_TYPE);
        }
        if (!retraction) {
            return null;
        }
        require(content.credentials().isEmpty(), RegistrationRefusal.RETRACTION_WITH_CREDENTIALS);
        String id = claims.path("retract_jti").asText("");
        require(
                claims.path("retract_jti").isTextual() && !id.isBlank() && id.length() <= MAX_ID,
                RegistrationRefusal.RETRACTION_WITHOUT_ID);
        return id;
    }

    private static Map<String, JsonNode> match(
            ServiceDefinition service, List<UnverifiedCredential> credentials, Instant expiresAt)
            throws RegistrationRefusedException {
        for (UnverifiedCredential credential : credentials) {
            Instant end = credential.content().expiresAt();
            require(end == null || !expiresAt.isAfter(end), RegistrationRefusal.OUTLIVES_CREDENTIAL);
        }
        return switch (PresentationExchange.match(service.presentationDefinition(), credentials)) {
            case MatchResult.Missing missing ->
                throw new RegistrationRefusedException(
                        RegistrationRefusal.NOT_MATCHING,
                        missing.gaps().stream()
                                .map(MatchResult.DescriptorGap::describe)
                                .collect(Collectors.joining("; ", "missing credentials: ", "")));
            case MatchResult.Matched matched -> {
                require(matched.presented().size() == credentials.size(), RegistrationRefusal.EXTRA_CREDENTIALS);
                yield matched.claims();
            }
        };
    }

    private void verify(UnverifiedPresentation presentation, ServiceDefinition service, Instant now)
            throws RegistrationRefusedException {
        try {
            Objects.requireNonNull(
                    verifier.verify(presentation, new PresentationExpectation(service.id(), ANY_AGE, false), now));
        } catch (PresentationRefusedException refused) {
            throw new RegistrationRefusedException(refused);
        }
    }

    private static void require(boolean condition, RegistrationRefusal reason) throws RegistrationRefusedException {
        if (!condition) {
            throw refused(reason);
        }
    }

    private static RegistrationRefusedException refused(RegistrationRefusal reason) {
        return new RegistrationRefusedException(reason);
    }
}
