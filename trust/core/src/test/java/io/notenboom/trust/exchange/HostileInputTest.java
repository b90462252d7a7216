// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.Party;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocumentReader;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.dpop.DpopExpectation;
import io.notenboom.trust.dpop.DpopRefusedException;
import io.notenboom.trust.dpop.DpopVerifier;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.presentation.PresentationEnvelope;
import io.notenboom.trust.presentation.PresentationExpectation;
import io.notenboom.trust.presentation.PresentationRefusedException;
import io.notenboom.trust.presentation.PresentationVerifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a stranger sends, nothing but the declared refusal comes out, and nothing is accepted by chance. */
class HostileInputTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Set<SignatureAlgorithm> ALL = EnumSet.complementOf(EnumSet.of(SignatureAlgorithm.RS256));
    private static final String AUDIENCE = "https://node-a.example/oauth2/a";
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e300",
            "1e-300",
            "99999999999999999999999999",
            "\"\"",
            "\"\\u0000\"",
            "\"did:web:a.example\"",
            "[]",
            "[[]]",
            "[null]",
            "{}",
            "{\"a\":{}}",
            "[{},5,\"x\"]");

    private final Party party = Party.web("holder");
    private final DidResolver resolver = Party.resolver(party);
    private final CredentialVerifier credentials =
            new CredentialVerifier(resolver, ALL, CredentialStatusChecker.knowingNone());
    private final PresentationVerifier presentations = new PresentationVerifier(resolver, ALL, credentials);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyMemberCanHoldAnything(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 250; round++) {
            String claims = mutate(template(), random);
            String header = mutate("{\"typ\":\"JWT\",\"kid\":\"" + party.method() + "\"}", random);
            String jwt = sign(random.nextBoolean() ? header : "{\"kid\":\"" + party.method() + "\"}", claims);
            assertThat(credential(jwt)).isNotNull();
            assertThat(presentation(jwt)).isNotNull();
            assertThat(proof(jwt)).isNotNull();
            assertThat(document(claims)).isNotNull();
            assertThat(definition(claims)).isNotNull();
        }
    }

    @Test
    @DisplayName("an array under a pattern is an answer, not a crash")
    void arrayUnderPatternIsAnAnswerNotACrash() throws CredentialRefusedException {
        PresentationDefinition definition = PresentationDefinition.parse(PresentationDefinitionTest.definition(
                "{'path':['$.credentialSubject.name'],'filter':{'type':'string','pattern':'^x$'}}"));
        UnverifiedCredential credential = UnverifiedCredential.parse("{\"type\":\"VerifiableCredential\","
                + "\"issuer\":\"did:web:a.example\",\"issuanceDate\":\"2026-11-21T10:00:00Z\","
                + "\"credentialSubject\":{\"id\":\"did:web:a.example\",\"name\":[\"a\",5,{}]}}");
        assertThat(PresentationExchange.match(definition, List.of(credential))).isInstanceOf(MatchResult.Missing.class);
    }

    @Test
    @DisplayName("RE2J: a pattern that explodes elsewhere is linear")
    void patternThatWouldExplodeElsewhereIsLinear() throws CredentialRefusedException {
        PresentationDefinition definition = PresentationDefinition.parse(PresentationDefinitionTest.definition(
                "{'path':['$.credentialSubject.name'],'filter':{'type':'string','pattern':'^(?:(?:a+)+)+$'}}"));
        UnverifiedCredential credential = UnverifiedCredential.parse("{\"type\":\"VerifiableCredential\","
                + "\"issuer\":\"did:web:a.example\",\"issuanceDate\":\"2026-11-21T10:00:00Z\","
                + "\"credentialSubject\":{\"id\":\"did:web:a.example\",\"name\":\"" + "a".repeat(50_000) + "!\"}}");
        assertThat(PresentationExchange.match(definition, List.of(credential))).isInstanceOf(MatchResult.Missing.class);
    }

    private String template() {
        String did = party.did().value();
        return """
                {"iss":"%1$s","sub":"%1$s","aud":"%2$s","nonce":"n","jti":"%1$s#1","nbf":1795255200,"iat":1795255200,
                "exp":1795255204,"id":"%1$s","htm":"POST","htu":"%2$s","input_descriptors":[{"id":"d","constraints":
                {"fields":[{"path":["$.a"],"filter":{"type":"string","const":"x"}}]}}],
                "verificationMethod":[{"id":"%1$s#k","controller":"%1$s","publicKeyJwk":{"kty":"EC"}}],
                "assertionMethod":["%1$s#k"],
                "vc":{"@context":["https://www.w3.org/2018/credentials/v1"],"type":["VerifiableCredential"],
                "credentialSubject":[{"id":"%1$s"}],"credentialStatus":{"id":"a","type":"b"}},
                "vp":{"type":["VerifiablePresentation"],"holder":"%1$s","verifiableCredential":[
                {"type":"VerifiableCredential","issuer":"%1$s","issuanceDate":"2026-11-21T10:00:00Z",
                "credentialSubject":{"id":"%1$s"}}]}}""".formatted(did, AUDIENCE);
    }

    private static String mutate(String json, Random random) {
        ObjectNode root = StrictJson.parseObject(json, 100_000);
        ObjectNode target = root;
        while (true) {
            List<String> names = target.propertyStream().map(Map.Entry::getKey).toList();
            String name = names.get(random.nextInt(names.size()));
            if (target.path(name) instanceof ObjectNode child && !child.isEmpty() && random.nextInt(3) > 0) {
                target = child;
                continue;
            }
            if (target.path(name).path(0) instanceof ObjectNode child && !child.isEmpty() && random.nextInt(3) > 0) {
                target = child;
                continue;
            }
            if (random.nextInt(4) == 0) {
                target.remove(name);
            } else {
                target.set(name, StrictJson.parse(VALUES.get(random.nextInt(VALUES.size())), 100));
            }
            return root.toString();
        }
    }

    private String sign(String header, String payload) {
        ObjectNode json = StrictJson.parseObject(header, 10_000);
        json.remove("alg");
        return Jws.sign(json, payload.getBytes(StandardCharsets.UTF_8), party.signer())
                .serialized();
    }

    private String credential(String jwt) {
        try {
            return credentials
                    .verify(UnverifiedCredential.parse(jwt), NOW)
                    .subject()
                    .value();
        } catch (CredentialRefusedException refused) {
            return refused.reason().description();
        }
    }

    private String presentation(String jwt) {
        try {
            return presentations
                    .verify(PresentationEnvelope.parse(jwt), PresentationExpectation.tokenRequest(AUDIENCE), NOW)
                    .holder()
                    .value();
        } catch (PresentationRefusedException refused) {
            return refused.reason().description();
        }
    }

    private static String proof(String jwt) {
        try {
            return new DpopVerifier()
                    .verify(jwt, DpopExpectation.tokenRequest(URI.create(AUDIENCE)), NOW)
                    .id();
        } catch (DpopRefusedException refused) {
            return refused.reason().description();
        }
    }

    private static String document(String json) {
        try {
            Did did = new Did("did:web:holder.example:iam:1");
            return DidDocumentReader.read(did, json.getBytes(StandardCharsets.UTF_8))
                    .id()
                    .value();
        } catch (DidResolutionException refused) {
            return refused.reason().description();
        }
    }

    private static String definition(String json) {
        try {
            return PresentationDefinition.parse(json).id();
        } catch (DefinitionException refused) {
            return refused.getMessage();
        }
    }
}
