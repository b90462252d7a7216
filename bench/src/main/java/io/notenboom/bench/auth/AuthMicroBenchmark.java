// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialIssuer;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialTemplate;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.credential.VerifiedCredential;
import io.notenboom.trust.did.DelegatingDidResolver;
import io.notenboom.trust.did.SelfContainedDidResolver;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PolicyFile;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.PresentationExchange;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.jsonld.JsonLdException;
import io.notenboom.trust.jsonld.LinkedData;
import io.notenboom.trust.presentation.PresentationBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a token request is made of, on one core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class AuthMicroBenchmark {

    private static final int MAX_LENGTH = 100_000;

    private @Nullable Material material;

    /** What the benchmarks work on. */
    private record Material(
            String jwt,
            String linkedData,
            ObjectNode unsignedCredential,
            ObjectNode unsignedPresentation,
            PresentationDefinition definition,
            List<UnverifiedCredential> credentials,
            CredentialVerifier verifier,
            LinkedData canonicaliser) {}

    /** Makes keys, credentials and a presentation. */
    @Setup
    public void make() throws Exception {
        BenchClient.Identity identity = BenchClient.Identity.create();
        Instant now = Instant.now();
        CredentialIssuer issuer = new CredentialIssuer(identity.method(), identity.signer());
        CredentialTemplate template = new CredentialTemplate(
                identity.did().withFragment("1"),
                "NutsOrganizationCredential",
                List.of(CredentialType.NUTS_CONTEXT),
                identity.did(),
                AuthNode.organisation(),
                now.plus(Duration.ofDays(1)),
                null);
        UnverifiedCredential jwt = issuer.issue(CredentialFormat.JWT_VC, template, now);
        UnverifiedCredential linkedData = issuer.issue(CredentialFormat.LDP_VC, template, now);
        String presentation = new PresentationBuilder(identity.method(), identity.signer())
                .linkedDataTokenRequest("https://localhost/oauth2/a", "n", List.of(linkedData), now);
        PresentationDefinition definition = PolicyFile.parse("bench", AuthNode.POLICY.getBytes(StandardCharsets.UTF_8))
                .getFirst()
                .definitions()
                .values()
                .iterator()
                .next();
        material = new Material(
                jwt.original().textValue(),
                linkedData.original().toString(),
                unsigned(linkedData.original().toString()),
                unsigned(presentation),
                definition,
                List.of(jwt),
                new CredentialVerifier(
                        new DelegatingDidResolver(SelfContainedDidResolver.byMethod()),
                        SignatureAlgorithm.all(),
                        CredentialStatusChecker.knowingNone()),
                new LinkedData());
    }

    private static ObjectNode unsigned(String json) {
        ObjectNode document = StrictJson.parseObject(json, MAX_LENGTH);
        document.remove("proof");
        return document;
    }

    private Material material() {
        return Objects.requireNonNull(material, "set up first");
    }

    /** Reads and verifies a JWT credential, the key taken from the issuer's did:jwk. */
    @Benchmark
    public VerifiedCredential verifyJwtCredential() throws CredentialRefusedException {
        return material()
                .verifier()
                .verify(UnverifiedCredential.parse(material().jwt()), Instant.now());
    }

    /** Reads and verifies a JSON-LD credential, the key taken from the issuer's did:jwk. */
    @Benchmark
    public VerifiedCredential verifyLinkedDataCredential() throws CredentialRefusedException {
        return material()
                .verifier()
                .verify(UnverifiedCredential.parse(material().linkedData()), Instant.now());
    }

    /** Canonicalises a credential. */
    @Benchmark
    public byte[] canonicaliseCredential() throws JsonLdException {
        return material().canonicaliser().canonical(material().unsignedCredential());
    }

    /** Canonicalises a presentation with a credential. */
    @Benchmark
    public byte[] canonicalisePresentation() throws JsonLdException {
        return material().canonicaliser().canonical(material().unsignedPresentation());
    }

    /** Matches a credential with a presentation definition. */
    @Benchmark
    public MatchResult matchDefinition() {
        return PresentationExchange.match(material().definition(), material().credentials());
    }
}
