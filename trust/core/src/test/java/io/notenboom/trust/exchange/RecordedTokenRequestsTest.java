// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.RecordedCredentialsTest;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.presentation.PresentationEnvelope;
import io.notenboom.trust.presentation.PresentationExpectation;
import io.notenboom.trust.presentation.PresentationRefusedException;
import io.notenboom.trust.presentation.PresentationVerifier;
import io.notenboom.trust.presentation.VerifiedPresentations;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays the recorded token requests of Nuts nodes: who got a token gets past presentation, submission and policy here, who
 * was refused for those is refused here.
 */
class RecordedTokenRequestsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<SignatureAlgorithm> ALL = EnumSet.complementOf(EnumSet.of(SignatureAlgorithm.RS256));

    /** Refused for what the token endpoint checks around the presentation: form, DPoP, replay, revocation, subject. */
    private static final Set<String> CHECKED_ELSEWHERE = Set.of(
            "code-grant-missing-code",
            "content-type-json",
            "dpop-bad-signature",
            "dpop-garbage",
            "dpop-no-jti",
            "dpop-private-key",
            "dpop-wrong-typ",
            "duplicate-scope",
            "empty-body",
            "error-dynamic-denied",
            "get-method",
            "jwt-bearer-grant",
            "missing-assertion",
            "missing-client-id",
            "missing-grant-type",
            "missing-scope",
            "missing-submission",
            "replayed-nonce",
            "replayed-nonce-new-vp",
            "revoked-vc",
            "unknown-grant",
            "unknown-subject",
            "own-client-revoked-cached-list");

    /** Accepted by Nuts nodes, refused here: stricter on purpose. */
    private static final Set<String> STRICTER = Set.of("holder-mismatch", "own-client-undefined-term");

    /** Refused by one version only (no-nbf), or for the outer format of a JWT presentation in an array. */
    private static final Set<String> MORE_LENIENT = Set.of("no-nbf", "own-client-vp-array-a");

    @TestFactory
    Stream<DynamicTest> tokens() throws IOException {
        return requests("token");
    }

    @TestFactory
    Stream<DynamicTest> errors() throws IOException {
        return requests("token-errors");
    }

    private Stream<DynamicTest> requests(String folder) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String version : List.of("v6.2.10", "master")) {
            Path root = Vectors.require("nuts-node").resolve(version);
            Replay replay = new Replay(root);
            try (Stream<Path> files = Files.list(root.resolve(folder))) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString().replace(".json", "");
                    if (!CHECKED_ELSEWHERE.contains(name)) {
                        tests.add(DynamicTest.dynamicTest(
                                version + " " + name, () -> replay.check(name, JSON.readTree(file.toFile()))));
                    }
                }
            }
        }
        return tests.stream();
    }

    /** Replays against the policies and documents of one recording. */
    private static final class Replay {

        private final PresentationVerifier verifier;
        private final ScopePolicies policies;

        Replay(Path root) throws IOException {
            DidResolver resolver = RecordedCredentialsTest.recordedResolver(root);
            verifier = new PresentationVerifier(
                    resolver,
                    ALL,
                    new CredentialVerifier(resolver, ALL, (status, by, at) -> CredentialStatusChecker.Outcome.VALID));
            List<ScopePolicy> all = new ArrayList<>();
            try (Stream<Path> files = Files.list(root.resolve("config/policy-a"))) {
                for (Path file : files.toList()) {
                    all.addAll(PolicyFile.parse(file.getFileName().toString(), Files.readAllBytes(file)));
                }
            }
            policies = new ScopePolicies(all);
        }

        void check(String name, JsonNode item) {
            for (JsonNode exchange : item.path("exchanges")) {
                String url = exchange.path("url").asText();
                if (url.endsWith("/token")
                        && exchange.path("request").path("body").has("text")) {
                    boolean given = exchange.path("response").path("status").asInt() == 200;
                    String outcome = replay(exchange);
                    if (given && !STRICTER.contains(name)) {
                        assertThat(outcome).as(name).isEqualTo("accepted");
                    } else if (!given && !MORE_LENIENT.contains(name) && !name.startsWith("skew-3s")) {
                        assertThat(outcome).as(name).isNotEqualTo("accepted");
                    }
                }
            }
        }

        private String replay(JsonNode exchange) {
            Map<String, String> form =
                    form(exchange.path("request").path("body").path("text").asText());
            String url = exchange.path("url").asText();
            Instant now = Instant.parse(exchange.path("started_at").asText());
            String audience = url.substring(0, url.length() - "/token".length());
            try {
                PresentationEnvelope envelope = PresentationEnvelope.parse(form.getOrDefault("assertion", ""));
                PresentationSubmission submission =
                        PresentationSubmission.parse(form.getOrDefault("presentation_submission", ""));
                VerifiedPresentations verified =
                        verifier.verify(envelope, PresentationExpectation.tokenRequest(audience), now);
                return switch (policies.select(form.getOrDefault("scope", ""))) {
                    case ScopePolicies.ScopeSelection.Selected selected -> {
                        MatchResult.Matched matched = PresentationExchange.verifySubmission(
                                selected.policy().definitions().get(ScopePolicy.WalletOwner.ORGANIZATION),
                                submission,
                                verified.presented());
                        yield matched.matches().isEmpty() ? "nothing" : "accepted";
                    }
                    case ScopePolicies.ScopeSelection.Unknown _ -> "unknown scope";
                    case ScopePolicies.ScopeSelection.Several _ -> "several scopes";
                    case ScopePolicies.ScopeSelection.ExtraNotAllowed _ -> "extra scopes";
                };
            } catch (PresentationRefusedException refused) {
                return refused.reason() + " " + refused.credentialReason();
            } catch (SubmissionRefusedException refused) {
                return refused.getMessage();
            }
        }

        private static Map<String, String> form(String body) {
            Map<String, String> form = new HashMap<>();
            for (String pair : body.split("&")) {
                int index = pair.indexOf('=');
                if (index > 0) {
                    form.put(
                            pair.substring(0, index),
                            URLDecoder.decode(pair.substring(index + 1), StandardCharsets.UTF_8));
                }
            }
            return form;
        }
    }
}
