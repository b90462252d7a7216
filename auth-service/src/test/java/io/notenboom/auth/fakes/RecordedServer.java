// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.limit.ClientRates;
import io.notenboom.auth.policy.Policies;
import io.notenboom.auth.policy.PolicyDocument;
import io.notenboom.auth.policy.PolicySet;
import io.notenboom.auth.policy.TokenLifetimes;
import io.notenboom.auth.policy.TokenTerms;
import io.notenboom.auth.store.authzen.AuthzenScopeDecisions;
import io.notenboom.auth.store.memory.InMemoryCredentialStores;
import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.token.PresentationCheck;
import io.notenboom.auth.token.ProofCheck;
import io.notenboom.auth.token.RandomTokens;
import io.notenboom.auth.token.TokenEndpoint;
import io.notenboom.auth.trusted.IssuerTrust;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.testkit.SettableClock;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocumentReader;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.SelfContainedDidResolver;
import io.notenboom.trust.dpop.DpopVerifier;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.limit.Allowance;
import io.notenboom.trust.presentation.PresentationVerifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Our authorization server in the place of the recorded one: same name, policies, subject, decision point, and what the
 * recorded parties published, as documents and as status lists.
 */
public final class RecordedServer {

    private static final JsonMapper JSON = new JsonMapper();

    /** Its clock; set it to the time of each exchange. */
    public final SettableClock clock = new SettableClock(Instant.EPOCH);

    /** Its subjects. */
    public final Subjects subjects;

    /** Its names. */
    public final PublicUrl publicUrl;

    /** Its policies. */
    public final Policies policies;

    /** Its token endpoint. */
    public final TokenEndpoint endpoint;

    /** How it checks presentations. */
    public final PresentationCheck presentations;

    /** The tokens that it gave. */
    public final InMemoryStores.Tokens tokens = new InMemoryStores.Tokens();

    private final Path root;
    private final List<JsonNode> statusLists = new ArrayList<>();

    /** @param version folder of the recording */
    public RecordedServer(String version) {
        root = Vectors.require("nuts-node").resolve(version);
        URI recorded = URI.create(
                read("token/own-client-bearer.json").at("/exchanges/0/url").asText());
        publicUrl = new PublicUrl(recorded.getScheme() + "://" + recorded.getRawAuthority());
        InMemoryCustodian custodian = new InMemoryCustodian(clock);
        subjects = new Subjects(new InMemoryStores.Subjects(), custodian, publicUrl, clock);
        custodian.create(KeyPurpose.DID);
        Object created = subjects.create(new SubjectId(recorded.getPath().split("/")[2]));
        Objects.requireNonNull(created);
        for (String list : List.of("before", "node-a-before", "after", "node-a-after")) {
            statusLists.add(read("statuslist/" + list + ".json"));
        }
        policies = new Policies(() -> documents("config/policy-a"));
        policies.reload();
        DidResolver resolver = resolver();
        InMemoryStores.Once once = new InMemoryStores.Once();
        CredentialVerifier credentials = new CredentialVerifier(resolver, SignatureAlgorithm.all(), this::status);
        DpopVerifier proofs =
                new DpopVerifier(SignatureAlgorithm.all(), DpopVerifier.DEFAULT_BACK, DpopVerifier.DEFAULT_FORWARD);
        presentations =
                new PresentationCheck(new PresentationVerifier(resolver, SignatureAlgorithm.all(), credentials), once);
        endpoint = new TokenEndpoint(
                new TokenEndpoint.Parts(
                        subjects,
                        publicUrl,
                        policies,
                        TokenTerms.of(new TokenLifetimes(Duration.ofSeconds(900), Map.of())),
                        new IssuerTrust(new InMemoryCredentialStores.Trusted(), IssuerTrust.Unlisted.DEFINITION),
                        presentations,
                        new ProofCheck(proofs, once),
                        new ClientRates(new Allowance(0, clock)),
                        record -> {}),
                tokens,
                (holder, clientId) -> false,
                new AuthzenScopeDecisions(this::recordedDecision),
                new RandomTokens(),
                clock);
    }

    /** The exchanges of a folder in which this server was asked, by name of the item. */
    public List<RecordedExchange> exchanges(String folder) {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            List<RecordedExchange> exchanges = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".json", "");
                JSON.readTree(file.toFile()).path("exchanges").forEach(exchange -> {
                    if (exchange.path("url").asText().startsWith(publicUrl.value() + "/")) {
                        exchanges.add(new RecordedExchange(name, exchange));
                    }
                });
            }
            return exchanges;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A file of the recording. */
    public JsonNode read(String file) {
        try {
            return JSON.readTree(root.resolve(file).toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Policies of a folder of the recording. */
    public PolicySet policies(String folder) {
        return policies(folder, UnaryOperator.identity());
    }

    /** Policies of a folder of the recording, with each file changed. */
    public PolicySet policies(String folder, UnaryOperator<String> change) {
        Policies read = new Policies(() -> documents(folder).stream()
                .map(document -> new PolicyDocument(document.name(), change.apply(document.text())))
                .toList());
        read.reload();
        return read.current();
    }

    /** The policy files of a folder of the recording. */
    public List<String> policyTexts(String folder) {
        return documents(folder).stream().map(PolicyDocument::text).toList();
    }

    private List<PolicyDocument> documents(String folder) {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            List<PolicyDocument> documents = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                documents.add(new PolicyDocument(file.getFileName().toString(), Files.readString(file)));
            }
            return documents;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private DidResolver resolver() {
        List<byte[]> known =
                documents("did/documents").stream().map(PolicyDocument::utf8).toList();
        return did -> {
            if (did.method().equals("jwk")) {
                return new SelfContainedDidResolver().resolve(did);
            }
            for (byte[] body : known) {
                try {
                    return DidDocumentReader.read(did, body);
                } catch (DidResolutionException another) {
                    continue;
                }
            }
            throw new DidResolutionException(DidResolutionException.Reason.NOT_FOUND);
        };
    }

    /** The recorded answer to exactly this question. */
    private JsonNode recordedDecision(ObjectNode question) {
        for (String item : List.of("token/dynamic-bearer.json", "token/error-dynamic-denied.json")) {
            for (JsonNode exchange : read(item).path("exchanges")) {
                boolean same = exchange.path("url").asText().endsWith("/access/v1/evaluations")
                        && parsed(exchange.at("/request/body/text").asText()).equals(question);
                if (same) {
                    return parsed(exchange.at("/response/body/text").asText());
                }
            }
        }
        throw new AssertionError("no such question was recorded: " + question);
    }

    private CredentialStatusChecker.Outcome status(CredentialStatus status, Did issuer, Instant now) {
        JsonNode latest = null;
        for (JsonNode list : statusLists) {
            boolean its = list.at("/credentialSubject/0/id").asText().equals(status.listCredential());
            if (its
                    && (latest == null
                            || !Instant.parse(list.path("issuanceDate").asText())
                                    .isAfter(now))) {
                latest = list;
            }
        }
        if (latest == null) {
            return CredentialStatusChecker.Outcome.UNKNOWN;
        }
        int index = Integer.parseInt(String.valueOf(status.index()));
        byte[] bits = unpacked(latest.at("/credentialSubject/0/encodedList").asText());
        return (bits[index / 8] & (0x80 >> (index % 8))) == 0
                ? CredentialStatusChecker.Outcome.VALID
                : CredentialStatusChecker.Outcome.REVOKED;
    }

    private static byte[] unpacked(String encoded) {
        try (GZIPInputStream in = new GZIPInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(encoded)))) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A text of the recording as JSON. */
    public JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
